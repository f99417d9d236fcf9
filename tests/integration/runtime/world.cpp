#include "world.h"

#include <algorithm>

namespace scenarios {

namespace {

constexpr int of_each = 5;

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::string text_of(const std::optional<std::int64_t>& key) {
  return key ? std::to_string(*key) : "NULL";
}

}  // namespace

World::World(orm::Engine& engine, std::string file, unsigned seed)
    : random_(seed),
      engine_(engine),
      file_(std::move(file)),
      session_(engine, {.autoflush = seed % 2 == 0, .expire_on_commit = seed % 3 != 0}) {
  for (int i = 0; i < of_each; ++i) {
    const std::string name = std::to_string(i);
    objects_.users.push_back(session_.create<User>({.name = name}));
    objects_.addresses.push_back(session_.create<Address>({.email = name}));
    objects_.profiles.push_back(session_.create<Profile>({.bio = name}));
    objects_.items.push_back(session_.create<Item>({.label = name}));
    objects_.keywords.push_back(session_.create<Keyword>({.word = name}));
    model_.emails.push_back(name);
  }
  model_.user_of_address.assign(of_each, -1);
  model_.user_of_profile.assign(of_each, -1);
  commit();
}

int World::any(std::size_t size, bool or_nobody) {
  const int least = or_nobody ? -1 : 0;
  return std::uniform_int_distribution<int>(least, static_cast<int>(size) - 1)(random_);
}

Ptr<User> World::user_at(int position) const {
  return position < 0 ? nullptr : objects_.users[static_cast<std::size_t>(position)];
}

void World::move_address(int address, int user) {
  model_.user_of_address[static_cast<std::size_t>(address)] = user;
}

// A user has at most one profile.
void World::move_profile(int profile, int user) {
  for (int& other : model_.user_of_profile) {
    if (user >= 0 && other == user) other = -1;
  }
  if (profile >= 0) model_.user_of_profile[static_cast<std::size_t>(profile)] = user;
}

void World::step() {
  switch (any(12)) {
    case 0:
    case 1:
      change_address();
      break;
    case 2:
    case 3:
      change_address_list();
      break;
    case 4:
    case 5:
      change_profile();
      break;
    case 6:
    case 7:
    case 8:
      change_pair();
      break;
    case 9:
      replace_address();
      break;
    default:
      use_session();
  }
  expect_loaded_agree();
}

void World::change_address() {
  const int address = any(of_each);
  const int user = any(of_each, true);
  const Ptr<Address>& object = objects_.addresses[static_cast<std::size_t>(address)];
  const bool by_key = any(3) == 0;
  note((by_key ? "set key of address " : "set user of address ") + std::to_string(address) +
       " to " + std::to_string(user));
  if (by_key) {
    object->set_user_id(user < 0 ? std::nullopt : std::optional(user_at(user)->id()));
  } else {
    object->set_user(user_at(user));
  }
  move_address(address, user);
}

void World::change_address_list() {
  const int user = any(of_each);
  auto list = user_at(user)->addresses();
  const int address = any(of_each);
  const Ptr<Address>& object = objects_.addresses[static_cast<std::size_t>(address)];
  const bool is_member = model_.user_of_address[static_cast<std::size_t>(address)] == user;
  const std::string name = " in the list of user " + std::to_string(user);
  if (any(4) == 0) {
    note("assign" + name);
    std::vector<Ptr<Address>> members;
    for (int i = 0; i < of_each; ++i) {
      const bool stays = any(2) == 0;
      if (stays) note("  address " + std::to_string(i));
      if (stays) members.push_back(objects_.addresses[static_cast<std::size_t>(i)]);
      if (stays || model_.user_of_address[static_cast<std::size_t>(i)] == user) {
        move_address(i, stays ? user : -1);
      }
    }
    list.assign(members);
  } else if (is_member) {
    note("remove address " + std::to_string(address) + name);
    list.remove(object);
    move_address(address, -1);
  } else {
    note("append address " + std::to_string(address) + name);
    list.append(object);
    move_address(address, user);
  }
}

// Two moves in one flush may need each other's place, so what was moved before is written first.
void World::change_profile() {
  session_.flush();
  const int profile = any(of_each, true);
  const int user = any(of_each, true);
  note("flush; link profile " + std::to_string(profile) + " and user " + std::to_string(user));
  if (user >= 0 && any(2) == 0) {
    user_at(user)->set_profile(profile < 0 ? nullptr
                                           : objects_.profiles[static_cast<std::size_t>(profile)]);
  } else if (profile >= 0) {
    objects_.profiles[static_cast<std::size_t>(profile)]->set_user(user_at(user));
  } else {
    return;
  }
  move_profile(profile, user);
}

void World::change_pair() {
  const int i = any(of_each);
  const int k = any(of_each);
  const Ptr<Item>& item = objects_.items[static_cast<std::size_t>(i)];
  const Ptr<Keyword>& keyword = objects_.keywords[static_cast<std::size_t>(k)];
  const bool from_item = any(2) == 0;
  note((from_item ? "item " : "from the keyword: item ") + std::to_string(i) + ", keyword " +
       std::to_string(k));
  if (any(8) == 0) {
    item->keywords().assign({keyword});
    std::erase_if(model_.pairs, [i](const auto& pair) { return pair.first == i; });
    model_.pairs.emplace(i, k);
  } else if (model_.pairs.contains({i, k}) && any(4) != 0) {
    from_item ? item->keywords().remove(keyword) : keyword->items().remove(item);
    model_.pairs.erase({i, k});
  } else {
    from_item ? item->keywords().append(keyword) : keyword->items().append(item);
    model_.pairs.emplace(i, k);
  }
}

// Deletes one, and makes another that takes its place.
void World::replace_address() {
  const auto address = static_cast<std::size_t>(any(of_each));
  const int user = any(of_each, true);
  Ptr<Address>& object = objects_.addresses[address];
  note("replace address " + std::to_string(address) + ", of user " + std::to_string(user));
  if (object->state() == orm::ObjectState::Pending) {
    session_.expunge(object);
  } else {
    session_.remove(object);
    session_.flush();
  }
  model_.emails[address] += "!";
  object = session_.create<Address>({.email = model_.emails[address], .user = user_at(user)});
  move_address(static_cast<int>(address), user);
}

void World::use_session() {
  static constexpr const char* action_names[] = {"flush",          "commit",         "rollback",
                                                 "query users",    "query items",    "start afresh",
                                                 "selectin users", "selectin items", "compare"};
  const int operation = any(9);
  note(action_names[operation]);
  switch (operation) {
    case 0:
      session_.flush();
      break;
    case 1:
      commit();
      break;
    case 2:
      session_.rollback();
      objects_ = committed_objects_;
      model_ = committed_;
      break;
    case 3:
      session_.query<User>().options(orm::joinedload(User::fields.addresses)).all();
      break;
    case 4:
      session_.query<Item>().options(orm::joinedload(Item::fields.keywords)).all();
      session_.query<Profile>().options(orm::joinedload(Profile::fields.user)).all();
      break;
    case 5:
      start_afresh();
      break;
    case 6:
      session_.query<User>()
          .options(orm::selectinload(User::fields.addresses).selectinload(Address::fields.user),
                   orm::selectinload(User::fields.profile))
          .all();
      break;
    case 7:
      session_.query<Item>().options(orm::selectinload(Item::fields.keywords)).all();
      session_.query<Profile>().options(orm::selectinload(Profile::fields.user)).all();
      break;
    default:
      expect_agreement();
  }
}

void World::commit() {
  session_.commit();
  committed_ = model_;
  committed_objects_ = objects_;
  expect_rows();
}

// As a program does that begins where another has ended.
void World::start_afresh() {
  commit();
  const Objects before = objects_;
  session_.expunge_all();
  for (std::size_t i = 0; i < of_each; ++i) {
    objects_.users[i] = session_.get_one<User>(before.users[i]->id());
    objects_.addresses[i] = session_.get_one<Address>(before.addresses[i]->id());
    objects_.profiles[i] = session_.get_one<Profile>(before.profiles[i]->id());
    objects_.items[i] = session_.get_one<Item>(before.items[i]->id());
    objects_.keywords[i] = session_.get_one<Keyword>(before.keywords[i]->id());
  }
  committed_objects_ = objects_;
}

std::vector<std::string> World::emails_of(int user) const {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < of_each; ++i) {
    if (model_.user_of_address[i] == user) texts.push_back(model_.emails[i]);
  }
  return sorted(texts);
}

void World::expect_agreement() {
  for (int u = 0; u < of_each; ++u) {
    EXPECT_EQ(sorted(emails(user_at(u))), emails_of(u)) << "user " << u;
    const Ptr<Profile> profile = user_at(u)->profile();
    for (std::size_t p = 0; p < of_each; ++p) {
      EXPECT_EQ(profile == objects_.profiles[p], model_.user_of_profile[p] == u) << u << ' ' << p;
    }
  }
  for (std::size_t i = 0; i < of_each; ++i) {
    EXPECT_TRUE(objects_.addresses[i]->user() == user_at(model_.user_of_address[i])) << i;
    EXPECT_TRUE(objects_.profiles[i]->user() == user_at(model_.user_of_profile[i])) << i;
    for (std::size_t k = 0; k < of_each; ++k) {
      const bool linked = model_.pairs.contains({static_cast<int>(i), static_cast<int>(k)});
      EXPECT_EQ(objects_.items[i]->keywords().contains(objects_.keywords[k]), linked);
      EXPECT_EQ(objects_.keywords[k]->items().contains(objects_.items[i]), linked);
    }
    EXPECT_EQ(objects_.addresses[i]->email(), model_.emails[i]);
  }
}

// What is loaded agrees at any time, before any flush.
void World::expect_loaded_agree() {
  for (int u = 0; u < of_each; ++u) {
    const Ptr<User> user = user_at(u);
    if (!orm::is_loaded(*user, User::fields.addresses)) continue;
    EXPECT_EQ(user->addresses().size(), emails_of(u).size()) << "user " << u;
  }
  for (std::size_t i = 0; i < of_each; ++i) {
    const Ptr<Address>& address = objects_.addresses[i];
    if (orm::is_loaded(*address, Address::fields.user)) {
      EXPECT_TRUE(address->user() == user_at(model_.user_of_address[i])) << "address " << i;
    }
    const Ptr<Profile>& profile = objects_.profiles[i];
    if (orm::is_loaded(*profile, Profile::fields.user)) {
      EXPECT_TRUE(profile->user() == user_at(model_.user_of_profile[i])) << "profile " << i;
    }
    const Ptr<Item>& item = objects_.items[i];
    if (!orm::is_loaded(*item, Item::fields.keywords)) continue;
    const auto linked =
        std::count_if(model_.pairs.begin(), model_.pairs.end(),
                      [i](const auto& pair) { return pair.first == static_cast<int>(i); });
    EXPECT_EQ(item->keywords().size(), static_cast<std::size_t>(linked)) << "item " << i;
  }
}

void World::expect_rows() {
  std::vector<std::string> addresses;
  std::vector<std::string> profiles;
  for (std::size_t i = 0; i < of_each; ++i) {
    const auto key = [this](int user) {
      return text_of(user < 0 ? std::nullopt : std::optional(user_at(user)->id()));
    };
    addresses.push_back(model_.emails[i] + "|" + key(model_.user_of_address[i]));
    profiles.push_back(std::to_string(i) + "|" + key(model_.user_of_profile[i]));
  }
  std::vector<std::string> pairs;
  pairs.reserve(model_.pairs.size());
  for (const auto& [item, keyword] : model_.pairs) {
    pairs.push_back(std::to_string(item) + "|" + std::to_string(keyword));
  }
  using orm_test::rows_of;
  EXPECT_EQ(sorted(rows_of(file_, "SELECT email, user_id FROM addresses")), sorted(addresses));
  EXPECT_EQ(rows_of(file_, "SELECT bio, user_id FROM profiles ORDER BY bio"), profiles);
  EXPECT_EQ(rows_of(file_,
                    "SELECT label, word FROM item_keyword "
                    "JOIN items ON items.id = item_id "
                    "JOIN keywords ON keywords.id = keyword_id ORDER BY label, word"),
            pairs);
}

}  // namespace scenarios
