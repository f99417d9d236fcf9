// Works with a database that was there before: chinook FILE [ARTIST]
//
//   sqlite3 chinook.db < Chinook_Sqlite.sql
//   chinook chinook.db "AC/DC"
#include <fmt/core.h>

#include <cstdio>

#include "chinook.orm.hpp"
#include "orm/orm.h"

using namespace chinook;

namespace {

// Albums and tracks come along: three statements, however many there are.
void print_albums(orm::Session& session, const char* name) {
  auto artist =
      session.query<Artist>()
          .filter(Artist::fields.name == name)
          .options(orm::selectinload(Artist::fields.albums).selectinload(Album::fields.tracks))
          .first();
  if (!artist) {
    fmt::print("There is no artist {}\n", name);
    return;
  }
  fmt::print("{}\n", name);
  for (const Album& album : artist->albums()) {
    fmt::print("  {}\n", album.title());
    for (const Track& track : album.tracks()) {
      const auto seconds = track.milliseconds() / 1000;
      fmt::print("    {} ({}:{:02})\n", track.name(), seconds / 60, seconds % 60);
    }
  }
}

void print_tree(const Employee& employee, int depth) {
  fmt::print("{:{}}{} {}, {}\n", "", 2 * depth, employee.first_name(), employee.last_name(),
             employee.title().value_or("no title"));
  for (const Employee& report : employee.reports()) print_tree(report, depth + 1);
}

// Everybody's reports at once: two statements for the whole tree.
void print_employees(orm::Session& session) {
  for (const auto& employee : session.query<Employee>()
                                  .order_by(Employee::fields.id)
                                  .options(orm::selectinload(Employee::fields.reports))
                                  .all()) {
    if (!employee->manager()) print_tree(*employee, 0);
  }
}

void print_invoices(orm::Session& session, std::int64_t customer_id) {
  auto customer = session.query<Customer>()
                      .filter(Customer::fields.id == customer_id)
                      .options(orm::selectinload(Customer::fields.invoices)
                                   .selectinload(Invoice::fields.lines)
                                   .joinedload(InvoiceLine::fields.track))
                      .one();
  fmt::print("{} {}, {}\n", customer->first_name(), customer->last_name(), customer->email());
  for (const Invoice& invoice : customer->invoices()) {
    fmt::print("  {}: {}\n", orm::to_string(invoice.invoice_date()), to_string(invoice.total()));
    for (const InvoiceLine& line : invoice.lines()) {
      fmt::print("    {} x {} {}\n", line.quantity(), to_string(line.unit_price()),
                 line.track()->name());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    fmt::print(stderr, "usage: chinook FILE [ARTIST]\n");
    return 2;
  }
  try {
    orm::Engine engine =
        orm::create_engine(fmt::format("sqlite:///{}", argv[1]), {.read_only = true});
    for (const orm::SchemaDifference& difference : engine.verify(chinook::registry())) {
      fmt::print(stderr, "{}\n", difference.message);
    }
    orm::Session session(engine);
    print_albums(session, argc > 2 ? argv[2] : "AC/DC");
    print_employees(session);
    print_invoices(session, 12);
  } catch (const orm::Error& error) {
    fmt::print(stderr, "chinook: {}\n", error.what());
    return 1;
  }
}
