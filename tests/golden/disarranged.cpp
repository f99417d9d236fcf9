#include "disarranged.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "parse/parse.h"
#include "parse/tokens.h"

namespace ormgen::golden {
namespace {

using Spans = std::vector<Span>;

template <class... Clauses>
Spans written(const Clauses&... clauses) {
  Spans spans;
  const auto add = [&spans](const ast::Flag& flag) {
    if (flag) spans.push_back(*flag);
  };
  (add(clauses), ...);
  return spans;
}

Spans clauses_of(const ast::Column& c) {
  using ast::span_of;
  return written(c.primary_key, span_of(c.autoincrement), c.unique, c.index, span_of(c.check),
                 span_of(c.default_value), span_of(c.server_default), span_of(c.onupdate),
                 span_of(c.computed), c.deferred, c.version_id, span_of(c.collate),
                 span_of(c.db_name), span_of(c.on_delete), span_of(c.on_update),
                 span_of(c.renamed_from), span_of(c.deprecated));
}

Spans clauses_of(const ast::Relationship& r) {
  using ast::span_of;
  return written(span_of(r.secondary), span_of(r.back_populates), span_of(r.uselist),
                 span_of(r.foreign_keys), span_of(r.cascade), r.single_parent, r.post_update,
                 r.viewonly, span_of(r.passive_deletes), span_of(r.passive_updates),
                 span_of(r.order_by), span_of(r.lazy), span_of(r.join_depth),
                 span_of(r.deprecated));
}

Spans clauses_of(const ast::ForeignKey& key) {
  return written(ast::span_of(key.on_delete), ast::span_of(key.on_update));
}

std::vector<Spans> clauses_of(const ast::Body& body) {
  std::vector<Spans> all;
  all.reserve(body.columns.size() + body.relationships.size() + body.foreign_keys.size());
  for (const auto& column : body.columns) all.push_back(clauses_of(column));
  for (const auto& relationship : body.relationships) all.push_back(clauses_of(relationship));
  for (const auto& key : body.foreign_keys) all.push_back(clauses_of(key));
  return all;
}

std::vector<Spans> clauses_of(const ast::File& file) {
  std::vector<Spans> all;
  const auto add = [&all](const auto& declared) {
    if constexpr (requires { declared.body; }) {
      for (Spans& spans : clauses_of(declared.body)) all.push_back(std::move(spans));
    }
  };
  for (const ast::Declaration& declaration : file.declarations) std::visit(add, declaration);
  return all;
}

bool is_word(const ast::Token& token) { return token.kind != ast::TokenKind::Punctuation; }

}  // namespace

std::string Disarranging::gap(bool allows_blank_lines) {
  static const std::vector<std::string> gaps = {" ",      "\n",   "   ",      "\t",    "\r\n",
                                                "\n\t  ", "\n\n", "\n\n\n\n", " \n \n"};
  return gaps[below(allows_blank_lines ? gaps.size() : 6)];
}

std::string Disarranging::comment() {
  const std::string number = std::to_string(++comments_);
  switch (below(5)) {
    case 0:
      return "// line " + number + "  \n";
    case 1:
      return "/// doc " + number + "\n";
    case 2:
      return "/* two\n  lines " + number + " */";
    case 3:
      return "// ormgen:allow ORM60" + number + "\n";
    default:
      return "/* block " + number + " */";
  }
}

// Puts the clauses of each member in the places of each other.
std::string Disarranging::shuffle_clauses(const std::string& text) {
  SourceSet sources;
  Sink sink;
  const SourceFile& source = sources.add("schema.orm", text);
  std::string shuffled(source.text());
  std::vector<std::pair<Span, std::string>> edits;
  for (const Spans& places : clauses_of(parse(source, sink))) {
    Spans others = places;
    for (std::size_t i = others.size(); i > 1; --i) std::swap(others[i - 1], others[below(i)]);
    for (std::size_t i = 0; i < places.size(); ++i) {
      edits.emplace_back(places[i], std::string(source.slice(others[i])) + ' ');
    }
  }
  // From the back, so that the places before stay right.
  std::sort(edits.begin(), edits.end(),
            [](const auto& a, const auto& b) { return a.first.begin > b.first.begin; });
  for (const auto& [span, clause] : edits) {
    shuffled.replace(span.begin, span.end - span.begin, clause);
  }
  return shuffled;
}

std::string Disarranging::disarrange(const std::string& text) {
  SourceSet sources;
  const SourceFile& source = sources.add("schema.orm", shuffle_clauses(text));
  // Now and then every gap is as small as can be.
  const bool squeezes = below(3) == 0;
  const std::size_t rarity = 2 + below(20);
  std::string result;
  const ast::Token* previous = nullptr;
  const std::vector<ast::Token> all = tokens(source);
  for (const ast::Token& token : all) {
    const bool needs_gap = previous != nullptr && is_word(*previous) && is_word(token);
    if (!squeezes || needs_gap) result += squeezes ? " " : gap(true);
    if (below(rarity) == 0) {
      result += comment();
      if (below(2) == 0) result += gap(true);
    }
    result += token.text;
    const bool ends_line = token.is_comment() && token.kind != ast::TokenKind::BlockComment;
    if (ends_line) result += '\n';
    previous = &token;
  }
  return result;
}

std::string Disarranging::space(const std::string& text) {
  SourceSet sources;
  const SourceFile& source = sources.add("schema.orm", text);
  // The first end of a line decides how all of them are.
  std::string result = "orm\n1;";
  bool is_version = true;
  const std::vector<ast::Token> all = tokens(source);
  for (const ast::Token& token : all) {
    if (token.is_comment()) continue;
    if (!is_version) result.append(gap(false)).append(token.text);
    if (token.text == ";") is_version = false;
  }
  return result;
}

}  // namespace ormgen::golden
