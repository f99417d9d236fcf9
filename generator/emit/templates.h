#pragma once

#include <string_view>

// The files of templates/, as embedded at build time.
namespace ormgen::emitting::templates {

extern const std::string_view association_cpp;
extern const std::string_view column_hpp;
extern const std::string_view definitions_cpp;
extern const std::string_view entity_cpp;
extern const std::string_view entity_hpp;
extern const std::string_view foreign_key_cpp;
extern const std::string_view enum_cpp;
extern const std::string_view enum_hpp;
extern const std::string_view fwd_hpp;
extern const std::string_view init_cmake_txt;
extern const std::string_view init_gitattributes;
extern const std::string_view init_gitignore;
extern const std::string_view init_main_cpp;
extern const std::string_view init_schema_orm;
extern const std::string_view link_key_cpp;
extern const std::string_view link_table_cpp;
extern const std::string_view models_cpp;
extern const std::string_view models_hpp;
extern const std::string_view registry_cpp;
extern const std::string_view schema_cpp;
extern const std::string_view schema_hpp;
extern const std::string_view read_only_column_hpp;
extern const std::string_view to_many_hpp;
extern const std::string_view to_one_hpp;
extern const std::string_view view_of_one_hpp;
extern const std::string_view write_only_hpp;

}  // namespace ormgen::emitting::templates
