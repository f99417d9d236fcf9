#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/render.h"
#include "parse/parse.h"

namespace ormgen {

// A text and what it says.
struct Parsing {
  explicit Parsing(std::string text) : source(sources.add("a.orm", std::move(text))) {
    file = parse(source, sink);
  }

  std::string messages() const { return render_gcc(sink.sorted(sources), sources); }
  std::string_view text_of(Span span) const { return source.slice(span); }

  template <class T>
  const T& declaration(std::size_t i = 0) const {
    return std::get<T>(file.declarations.at(i));
  }

  SourceSet sources;
  const SourceFile& source;
  Sink sink;
  ast::File file;
};

// Members as they stand in an entity.
inline Parsing parse_members(const std::string& members) {
  return Parsing("orm 1;\nentity E {\n" + members + "\n}\n");
}

inline const ast::Body& body_of(const Parsing& parsing) {
  return parsing.declaration<ast::Entity>().body;
}

}  // namespace ormgen
