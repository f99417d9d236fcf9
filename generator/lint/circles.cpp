#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lint/rules.h"

namespace ormgen::linting {
namespace {

// A key of an entity, by positions.
struct Step {
  std::size_t entity = 0;
  std::size_t key = 0;
};

using Circle = std::vector<Step>;

// Finds the circles of keys that fit a condition: of those through one entity the shortest, so that
// each entity of a circle is in one that is found, and each is found once.
template <class Fits>
class Circles {
 public:
  Circles(const Schema& schema, Fits fits) : schema_(schema), fits_(std::move(fits)) {}

  std::vector<Circle> find() {
    std::vector<Circle> circles;
    std::vector<bool> is_covered(schema_.entities.size());
    for (std::size_t start = 0; start < schema_.entities.size(); ++start) {
      if (is_covered[start]) continue;
      Circle circle = shortest_from(start);
      for (const Step& step : circle) is_covered[step.entity] = true;
      if (!circle.empty()) circles.push_back(std::move(circle));
    }
    return circles;
  }

 private:
  const Schema& schema_;
  Fits fits_;

  // Breadth first; empty where no way leads back.
  Circle shortest_from(std::size_t start) const {
    std::vector<std::optional<Step>> came_by(schema_.entities.size());
    std::vector<std::size_t> reached{start};
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const auto& keys = schema_.model.entities[reached[i]].foreign_keys;
      for (std::size_t key = 0; key < keys.size(); ++key) {
        const std::size_t target = keys[key].target.value;
        if (!fits_(keys[key]) || came_by[target]) continue;
        came_by[target] = Step{reached[i], key};
        if (target == start) return way_back(came_by, start);
        reached.push_back(target);
      }
    }
    return {};
  }

  static Circle way_back(const std::vector<std::optional<Step>>& came_by, std::size_t start) {
    Circle circle{*came_by[start]};
    while (circle.back().entity != start) circle.push_back(*came_by[circle.back().entity]);
    std::reverse(circle.begin(), circle.end());
    return circle;
  }
};

// "`A` -> `B` -> `A`"
std::string names_of(const Schema& schema, const Circle& circle) {
  std::string names;
  for (const Step& step : circle) {
    names += fmt::format("`{}` -> ", schema.model.entities[step.entity].name);
  }
  return names + fmt::format("`{}`", schema.model.entities[circle.front().entity].name);
}

Diagnostic finding_about(const Schema& schema, const Circle& circle, Code code,
                         std::string message) {
  const auto place = [&schema](const Step& step) {
    return place_of(schema.entities[step.entity].keys[step.key]);
  };
  Diagnostic finding(code, place(circle.front()), std::move(message));
  for (const Step& step : circle) {
    if (&step != &circle.front()) finding.secondary.push_back({place(step), "by this key, too"});
  }
  return finding;
}

}  // namespace

void circle_of_cascades(const Schema& schema, Sink& sink) {
  const auto fits = [](const model::ForeignKey& key) {
    return key.on_delete == model::ForeignKeyAction::Cascade;
  };
  for (const Circle& circle : Circles(schema, fits).find()) {
    sink.report(finding_about(schema, circle, Code::Orm611,
                              fmt::format("`on delete cascade` runs in a circle, which SQL Server "
                                          "refuses: {}",
                                          names_of(schema, circle)))
                    .help("take `on delete cascade` from one key, and delete by a relationship's "
                          "`cascade all`"));
  }
}

void circle_of_required_keys(const Schema& schema, Sink& sink) {
  const auto fits = [](const model::ForeignKey& key) { return !key.is_nullable; };
  for (const Circle& circle : Circles(schema, fits).find()) {
    const std::string names = names_of(schema, circle);
    sink.report(
        finding_about(schema, circle, Code::Orm614,
                      circle.size() == 1
                          ? "this key is required, so the first row has to refer to itself"
                          : "each of these keys is required, so no row can be the first: " + names)
            .help("make one of the keys optional with `?`"));
  }
}

}  // namespace ormgen::linting
