// Answers the questions of questions.json by walking objects, and says what that took.
//
// usage: chinook_questions FILE
// For each answer: a line `== NAME: N statements`, then its rows, columns separated by `|`.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "chinook.orm.hpp"
#include "orm/orm.h"

using namespace chinook;

namespace {

using Rows = std::vector<std::string>;
using std::to_string;

std::string full_name(const Employee& employee) {
  return employee.first_name() + " " + employee.last_name();
}

// 1: albums of an artist with their tracks.
Rows albums_with_tracks(orm::Session& session) {
  const auto artist =
      session.query<Artist>()
          .filter(Artist::fields.name == "AC/DC")
          .options(orm::joinedload(Artist::fields.albums).joinedload(Album::fields.tracks))
          .one();
  Rows rows;
  for (const Album& album : artist->albums()) {
    for (const Track& track : album.tracks()) {
      rows.push_back(album.title() + "|" + to_string(track.id()) + "|" + track.name());
    }
  }
  return rows;
}

// 2: the tree of employees, depth first.
void add_tree(const Employee& employee, int depth, const std::string& path, Rows& rows) {
  rows.push_back(to_string(employee.id()) + "|" + full_name(employee) + "|" + to_string(depth) +
                 "|" + path);
  for (const Employee& report : employee.reports()) {
    add_tree(report, depth + 1, path + "/" + to_string(report.id()), rows);
  }
}

Rows employee_tree(orm::Session& session) {
  // Everybody's reports at once, so that walking needs no more statements.
  const auto everybody =
      session.query<Employee>().options(orm::selectinload(Employee::fields.reports)).all();
  Rows rows;
  add_tree(*session.get<Employee>(1), 0, "1", rows);
  return rows;
}

// 3: both directions of a self reference.
Rows managers_and_reports(orm::Session& session) {
  Rows rows;
  for (const auto& employee : session.query<Employee>()
                                  .order_by(Employee::fields.id)
                                  .options(orm::selectinload(Employee::fields.reports))
                                  .all()) {
    const auto manager = employee->manager();
    rows.push_back(to_string(employee->id()) + "|" + employee->last_name() + "|" +
                   (manager ? manager->last_name() : "NULL") + "|" +
                   to_string(employee->reports().size()));
  }
  return rows;
}

// 4: many-to-many from the far side.
Rows playlists_with_a_track(orm::Session& session) {
  const auto track = session.query<Track>()
                         .filter(Track::fields.name == "Overdose")
                         .options(orm::selectinload(Track::fields.playlists))
                         .one();
  Rows rows;
  for (const Playlist& playlist : track->playlists()) {
    rows.push_back(to_string(playlist.id()) + "|" + playlist.name().value_or("NULL"));
  }
  return rows;
}

// 5: customers without an invoice in a year.
Rows customers_without_invoice(orm::Session& session) {
  using namespace std::chrono_literals;
  Rows rows;
  for (const auto& customer : session.query<Customer>()
                                  .order_by(Customer::fields.id)
                                  .options(orm::selectinload(Customer::fields.invoices))
                                  .all()) {
    const bool has_one = std::any_of(
        customer->invoices().begin(), customer->invoices().end(), [](const Invoice& invoice) {
          const orm::Date day = std::chrono::floor<std::chrono::days>(invoice.invoice_date());
          return day.year() == 2023y;
        });
    if (has_one) continue;
    rows.push_back(to_string(customer->id()) + "|" + customer->first_name() + "|" +
                   customer->last_name());
  }
  return rows;
}

// 6: the greatest sums of invoices.
Rows best_customers(orm::Session& session) {
  struct Sum {
    orm::Decimal total;
    orm::Ptr<Customer> customer;
  };
  std::vector<Sum> sums;
  for (const auto& customer : session.query<Customer>()
                                  .order_by(Customer::fields.id)
                                  .options(orm::selectinload(Customer::fields.invoices))
                                  .all()) {
    Sum& sum = sums.emplace_back(Sum{0, customer});
    for (const Invoice& invoice : customer->invoices()) sum.total += invoice.total();
  }
  std::sort(sums.begin(), sums.end(), [](const Sum& left, const Sum& right) {
    if (left.total != right.total) return left.total > right.total;
    return left.customer->id() < right.customer->id();
  });
  sums.resize(10);
  Rows rows;
  for (const auto& [total, customer] : sums) {
    rows.push_back(to_string(customer->id()) + "|" + customer->first_name() + " " +
                   customer->last_name() + "|" + to_string((total * 100).rounded(0)));
  }
  return rows;
}

// 7: a page.
Rows page_of_tracks(orm::Session& session) {
  Rows rows;
  for (const auto& track : session.query<Track>()
                               .order_by(Track::fields.name, Track::fields.id)
                               .limit(20)
                               .offset(80)
                               .all()) {
    rows.push_back(to_string(track->id()) + "|" + track->name());
  }
  return rows;
}

// 8: a path over four tables.
Rows genres_of_a_customer(orm::Session& session) {
  const auto customer = session.query<Customer>()
                            .filter(Customer::fields.id == 12)
                            .options(orm::selectinload(Customer::fields.invoices)
                                         .selectinload(Invoice::fields.lines)
                                         .joinedload(InvoiceLine::fields.track)
                                         .joinedload(Track::fields.genre))
                            .one();
  std::map<std::string, int> lines;
  for (const Invoice& invoice : customer->invoices()) {
    for (const InvoiceLine& line : invoice.lines()) {
      if (const auto genre = line.track()->genre()) ++lines[genre->name().value_or("NULL")];
    }
  }
  Rows rows;
  for (const auto& [genre, count] : lines) rows.push_back(genre + "|" + to_string(count));
  return rows;
}

// All tracks of the longest playlist, whose objects have to be there without a further statement.
template <class Load>
Rows longest_playlist(orm::Session& session, const Load& load) {
  const auto playlist =
      session.query<Playlist>().filter(Playlist::fields.id == 1).options(load).one();
  orm::Decimal price;
  for (const Track& track : playlist->tracks()) price += track.unit_price();
  return {to_string(playlist->tracks().size()) + "|" + to_string(price)};
}

Rows differences(orm::Engine& engine) {
  Rows rows;
  for (const orm::SchemaDifference& difference : engine.verify(chinook::registry())) {
    rows.push_back(difference.message);
  }
  return rows;
}

void answer(orm::Engine& engine, const std::string& name,
            const std::function<Rows(orm::Session&)>& question) {
  orm::Session session(engine);
  orm::StatementRecorder recorder(session);
  const Rows rows = question(session);
  std::cout << "== " << name << ": " << recorder.executions() << " statements\n";
  for (const std::string& row : rows) std::cout << row << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: chinook_questions FILE\n";
    return 2;
  }
  orm::Engine engine = orm::create_engine(std::string("sqlite:///") + argv[1], {.read_only = true});
  answer(engine, "1", albums_with_tracks);
  answer(engine, "2", employee_tree);
  answer(engine, "3", managers_and_reports);
  answer(engine, "4", playlists_with_a_track);
  answer(engine, "5", customers_without_invoice);
  answer(engine, "6", best_customers);
  answer(engine, "7", page_of_tracks);
  answer(engine, "8", genres_of_a_customer);
  answer(engine, "joined", [](orm::Session& session) {
    return longest_playlist(session, orm::joinedload(Playlist::fields.tracks));
  });
  answer(engine, "selectin", [](orm::Session& session) {
    return longest_playlist(session, orm::selectinload(Playlist::fields.tracks));
  });
  answer(engine, "verify", [&](orm::Session&) { return differences(engine); });
}
