#include "check/annotations.h"

#include <cstdlib>
#include <variant>

namespace ormgen::checking {

namespace {

struct Value {
  model::AnnotationValue operator()(const ast::Null&) const { return std::monostate(); }
  model::AnnotationValue operator()(bool value) const { return value; }
  model::AnnotationValue operator()(std::int64_t value) const { return value; }
  model::AnnotationValue operator()(const ast::Number& number) const {
    return std::strtod(number.text.c_str(), nullptr);
  }
  model::AnnotationValue operator()(const std::string& text) const { return text; }
  model::AnnotationValue operator()(const ast::Name& name) const {
    return model::AnnotationWord{name.text};
  }
  model::AnnotationValue operator()(const ast::Call& call) const {
    return model::AnnotationWord{call.function.text + "()"};
  }
};

}  // namespace

std::vector<model::Annotation> annotations_of(const ast::Node& node) {
  std::vector<model::Annotation> annotations;
  annotations.reserve(node.annotations.size());
  for (const ast::Annotation& written : node.annotations) {
    model::Annotation& annotation = annotations.emplace_back();
    annotation.name = written.name.text;
    annotation.arguments.reserve(written.arguments.size());
    for (const ast::AnnotationArgument& argument : written.arguments) {
      annotation.arguments.push_back(
          {argument.key ? argument.key->text : "", std::visit(Value{}, argument.value.value)});
    }
  }
  return annotations;
}

}  // namespace ormgen::checking
