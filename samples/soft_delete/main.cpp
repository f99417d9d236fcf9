// Deleting by a date: sessions that do not see what was deleted, and some that do.
#include <fmt/core.h>

#include "archive.orm.hpp"
#include "orm/orm.h"

using namespace archive;

namespace {

// What every session of the application reads, unless a query says otherwise.
orm::EngineOptions only_what_is_left() {
  return {
      .criteria = {orm::with_loader_criteria<Document>(Document::fields.deleted_at == std::nullopt),
                   orm::with_loader_criteria<Note>(Note::fields.deleted_at == std::nullopt)}};
}

template <class T>
void soft_delete(T& object) {
  object.set_deleted_at(orm::now());
}

orm::Ptr<Document> document(const char* title) {
  auto document = orm::make<Document>({.title = title});
  document->notes().append(orm::make<Note>({.text = "a note"}));
  document->notes().append(orm::make<Note>({.text = "another note"}));
  return document;
}

void print(const Folder& folder) {
  for (const Document& document : folder.documents()) {
    fmt::print("{}/{}: {} notes\n", folder.name(), document.title(), document.notes().size());
  }
}

}  // namespace

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///archive.db", only_what_is_left());
  archive::drop_all(engine);
  archive::create_all(engine);
  orm::Session session(engine);

  auto plans = session.create<Folder>({.name = "plans"});
  plans->documents().assign({document("draft"), document("final")});
  session.commit();

  soft_delete(*session.query<Document>().filter(Document::fields.title == "draft").one());
  auto rest = session.query<Document>().filter(Document::fields.title == "final").one();
  soft_delete(*rest->notes().begin());
  session.commit();
  fmt::print("what is left:\n");
  print(*plans);

  // Objects that such a query reads lead to all there is.
  session.expunge_all();
  fmt::print("what there is:\n");
  print(*session.query<Folder>().without_criteria().one());

  session.expunge_all();
  for (const auto& deleted : session.query<Document>().without_criteria().all()) {
    deleted->set_deleted_at(std::nullopt);
  }
  session.commit();
  session.expunge_all();
  fmt::print("restored:\n");
  print(*session.query<Folder>().one());
}
