// Keys of several columns, keys that share columns, and keys to other columns than the primary key.
// Scenario 100.
#include "shapes.h"

namespace shapes {

class Orders : public Shapes {
 protected:
  void SetUp() override {
    order->lines().append(line(1, "screws"));
    order->lines().append(line(2, "nails"));
    store(order, make<Order>({.tenant_id = 2, .number = 7, .label = "other"}));
  }

  static Ptr<OrderLine> line(int number, const char* sku) {
    return make<OrderLine>({.line_no = number, .sku = sku});
  }
  std::vector<std::string> line_rows() const {
    return rows("SELECT * FROM order_lines ORDER BY tenant_id, order_number, line_no");
  }

  Ptr<Order> order = make<Order>({.tenant_id = 1, .number = 7, .label = "first"});
};

TEST_F(Orders, MembersTakeEveryColumnOfTheKey) {
  EXPECT_THAT(line_rows(), ElementsAre("1|7|1|screws", "1|7|2|nails"));
  EXPECT_EQ(order->lines()[0].tenant_id(), 1);
  EXPECT_EQ(order->lines()[0].order_number(), 7);
}

TEST_F(Orders, RowsOfSeveralKeyColumnsAreDeletedOneByOne) {
  for (int i = 3; i <= 10; ++i) order->lines().append(line(i, "glue"));
  session.commit();
  const auto last = session.get<OrderLine>(1, 7, 10);
  recorder.clear();
  for (int i = 1; i < 10; ++i) session.remove(session.get<OrderLine>(1, 7, i));
  recorder.clear();
  session.commit();
  EXPECT_EQ(recorder.steps(), 9U);
  EXPECT_THAT(executed(), ElementsAre("DELETE order_lines x9"));
  EXPECT_THAT(line_rows(), ElementsAre("1|7|10|glue"));
}

TEST_F(Orders, TheKeyIsCopiedBeforeAFlush) {
  const auto third = make<OrderLine>({.line_no = 3, .sku = "glue", .order = order});
  EXPECT_EQ(third->tenant_id(), 1);
  EXPECT_EQ(third->order_number(), 7);
  EXPECT_TRUE(orm::has_key(*third));
}

TEST_F(Orders, GetTakesTheKeyInItsOrderOrByName) {
  session.expunge_all();
  const auto found = session.get<Order>(1, 7);
  ASSERT_TRUE(found != nullptr);
  EXPECT_EQ(found->label(), "first");
  recorder.clear();
  EXPECT_TRUE(session.get<Order>(Order::fields.number == 7 && Order::fields.tenant_id == 1) ==
              found);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(session.get_one<OrderLine>(1, 7, 2)->sku(), "nails");
  EXPECT_TRUE(session.get<Order>(7, 1) == nullptr);
}

TEST_F(Orders, GetByNameNeedsEveryColumnOnce) {
  const auto& number = Order::fields.number;
  const auto& tenant = Order::fields.tenant_id;
  const auto refused = [this](const orm::Expr<bool>& key) {
    try {
      session.get<Order>(key);
      return std::string("was taken");
    } catch (const orm::InvalidRequestError& error) {
      return std::string(error.what());
    }
  };
  EXPECT_THAT(refused(number == 7), HasSubstr("tenant_id == ... && number == ..."));
  EXPECT_THAT(refused(number == 7 && number == 7), HasSubstr("shapes::Order"));
  EXPECT_THAT(refused(number == 7 || tenant == 1), HasSubstr("shapes::Order"));
  EXPECT_THAT(refused(number > 7 && tenant == 1), HasSubstr("shapes::Order"));
  EXPECT_THAT(refused(number == 7 && Order::fields.label == "x"), HasSubstr("shapes::Order"));
}

TEST_F(Orders, AMissingKeyIsNamedWhole) {
  try {
    session.get_one<OrderLine>(1, 7, 9);
    FAIL() << "there is no such line";
  } catch (const orm::NoResultFound& error) {
    EXPECT_THAT(error.what(), HasSubstr("(1, 7, 9)"));
  }
}

TEST_F(Orders, LinesAreLoadedLazilyAndJoined) {
  session.expunge_all();
  recorder.clear();
  const auto found = session.get<Order>(1, 7);
  EXPECT_THAT(each(found->lines(), &OrderLine::sku), ElementsAre("screws", "nails"));
  EXPECT_TRUE(found->lines()[0].order() == found);
  EXPECT_THAT(executed(), ElementsAre("SELECT orders", "SELECT order_lines"));
  session.expunge_all();
  const auto all = session.query<Order>()
                       .options(orm::joinedload(Order::fields.lines))
                       .order_by(Order::fields.tenant_id)
                       .all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]->lines().size(), 2U);
  EXPECT_TRUE(all[1]->lines().empty());
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Orders, ALineIsChangedAndDeletedByItsWholeKey) {
  session.get_one<OrderLine>(1, 7, 1)->set_sku("bolts");
  session.remove(session.get_one<OrderLine>(1, 7, 2));
  session.commit();
  EXPECT_THAT(line_rows(), ElementsAre("1|7|1|bolts"));
}

TEST_F(Orders, ALineOutOfItsOrderStopsTheFlush) {
  auto& first = order->lines()[0];
  recorder.clear();
  order->lines().remove(first);
  EXPECT_TRUE(first.order() == nullptr);
  try {
    session.flush();
    FAIL() << "the line belongs to no order";
  } catch (const orm::RequiredKeyError& error) {
    EXPECT_THAT(error.what(), HasSubstr("shapes::OrderLine"));
    EXPECT_THAT(error.what(), HasSubstr("OrderLine::order"));
  }
  EXPECT_EQ(recorder.executions(), 0U);
  session.rollback();
  EXPECT_EQ(order->lines().size(), 2U);
}

TEST_F(Orders, AStoredLineStaysWithTheKeyOfItsOrder) {
  const auto other = session.get_one<Order>(2, 7);
  auto& first = order->lines()[0];
  EXPECT_THROW(other->lines().append(first), orm::InvalidRequestError);
  EXPECT_THROW(first.set_order(other), orm::InvalidRequestError);
  EXPECT_TRUE(first.order() == order);
  EXPECT_EQ(order->lines().size(), 2U);
}

TEST_F(Orders, AKeyInAnotherOrderOfColumnsFindsItsTarget) {
  const auto parcel = make<Parcel>({.order = order});
  EXPECT_EQ(parcel->order_number(), 7);
  EXPECT_EQ(parcel->tenant_id(), 1);
  store(parcel);
  EXPECT_THAT(rows("SELECT order_number, tenant_id FROM parcels"), ElementsAre("7|1"));
  EXPECT_TRUE(parcel->order() == order);
  // The order is in the session; only the parcel is read.
  EXPECT_THAT(executed(), ElementsAre("SELECT parcels"));
  parcel->set_order(nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT order_number, tenant_id FROM parcels"), ElementsAre("NULL|NULL"));
}

TEST_F(Orders, HalfAKeyLeadsNowhere) {
  const auto parcel = session.create<Parcel>({.order_number = 7});
  session.commit();
  EXPECT_TRUE(parcel->order() == nullptr);
  parcel->set_tenant_id(1);
  EXPECT_TRUE(parcel->order() == order);
  session.commit();
  EXPECT_THAT(rows("SELECT order_number, tenant_id FROM parcels"), ElementsAre("7|1"));
}

class Company : public Shapes {
 protected:
  void SetUp() override {
    ada->reports().append(grace);
    grace->reports().append(edsger);
    store(ada);
  }

  static Ptr<Employee> employee(int number, const char* name) {
    return make<Employee>({.company_id = 1, .number = number, .name = name});
  }
  std::vector<std::string> employee_rows() const {
    return rows("SELECT company_id, number, boss FROM employees ORDER BY company_id, number");
  }

  Ptr<Employee> ada = employee(10, "Ada");
  Ptr<Employee> grace = employee(5, "Grace");
  Ptr<Employee> edsger = employee(1, "Edsger");
};

TEST_F(Company, Scenario100_ParentsAreInsertedBeforeTheirChildren) {
  EXPECT_THAT(employee_rows(), ElementsAre("1|1|5", "1|5|10", "1|10|NULL"));
}

TEST_F(Company, Scenario100_GetTakesTheKeyInAnyNamedOrder) {
  const auto& fields = Employee::fields;
  EXPECT_TRUE(session.get<Employee>(fields.number == 5 && fields.company_id == 1) == grace);
  EXPECT_TRUE(session.get<Employee>(fields.company_id == 1 && fields.number == 5) == grace);
  EXPECT_TRUE(session.get<Employee>(1, 5) == grace);
}

TEST_F(Company, Scenario100_LeavingTheParentKeepsTheSharedColumn) {
  edsger->set_manager(nullptr);
  EXPECT_EQ(edsger->company_id(), 1);
  session.commit();
  EXPECT_THAT(employee_rows(), ElementsAre("1|1|NULL", "1|5|10", "1|10|NULL"));
}

TEST_F(Company, Scenario100_AParentOfAnotherCompanyIsRefused) {
  const auto stranger = make<Employee>({.company_id = 2, .number = 1, .name = "Alan"});
  EXPECT_THROW(edsger->set_manager(stranger), orm::InvalidRequestError);
  EXPECT_TRUE(edsger->manager() == grace);
  session.commit();
  EXPECT_THAT(employee_rows(), ElementsAre("1|1|5", "1|5|10", "1|10|NULL"));
}

TEST_F(Company, Scenario100_ChildrenGoBeforeTheirParents) {
  for (const auto& each : {ada, grace, edsger}) session.remove(each);
  session.commit();
  EXPECT_THAT(employee_rows(), IsEmpty());
}

TEST_F(Company, AChildMovesWithinItsCompany) {
  edsger->set_manager(ada);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE employees SET boss x1"));
  EXPECT_THAT(employee_rows(), ElementsAre("1|1|10", "1|5|10", "1|10|NULL"));
  EXPECT_THAT(each(ada->reports(), &Employee::name), ElementsAre("Edsger", "Grace"));
}

TEST_F(Company, SettingTheColumnOfTheParentMovesToo) {
  ASSERT_TRUE(edsger->manager() == grace);
  ASSERT_EQ(grace->reports().size(), 1U);
  edsger->set_boss(10);
  EXPECT_TRUE(edsger->manager() == ada);
  EXPECT_TRUE(grace->reports().empty());
  edsger->set_boss(std::nullopt);
  EXPECT_TRUE(edsger->manager() == nullptr);
}

class Stocks : public Shapes {
 protected:
  Ptr<Warehouse> north = make<Warehouse>({.tenant_id = 1, .code = "north"});
  Ptr<Product> tea = make<Product>({.tenant_id = 1, .code = "tea"});
  Ptr<Product> foreign = make<Product>({.tenant_id = 2, .code = "tea"});
};

TEST_F(Stocks, BothKeysFillTheSharedColumn) {
  const auto stock = make<Stock>({.amount = 3, .warehouse = north, .product = tea});
  EXPECT_EQ(stock->tenant_id(), 1);
  store(stock);
  EXPECT_THAT(rows("SELECT * FROM stocks"), ElementsAre("1|north|tea|3"));
  EXPECT_TRUE(stock->warehouse() == north);
  EXPECT_TRUE(stock->product() == tea);
  EXPECT_EQ(&north->stocks()[0], &tea->stocks()[0]);
}

TEST_F(Stocks, ParentsThatDisagreeOnItAreRefused) {
  const auto stock = make<Stock>({.warehouse = north, .product = foreign});
  session.add(stock);
  try {
    session.flush();
    FAIL() << "the stock would belong to two tenants";
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("shapes::Stock::tenant_id"));
  }
  session.rollback();
  EXPECT_THAT(rows("SELECT * FROM stocks"), IsEmpty());
  stock->set_product(tea);
  session.add(stock);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM stocks"), ElementsAre("1|north|tea|0"));
}

TEST_F(Stocks, LeavingOneParentKeepsWhatTheOtherNeeds) {
  const auto stock = make<Stock>({.warehouse = north, .product = tea});
  stock->set_product(nullptr);
  EXPECT_EQ(stock->tenant_id(), 1);
  EXPECT_THROW(stock->product_code(), orm::KeyNotKnown);
  session.add(stock);
  EXPECT_THROW(session.flush(), orm::RequiredKeyError);
}

class Teams : public Shapes {
 protected:
  std::vector<std::string> pair_rows() const {
    return rows("SELECT tenant_id, player_code, team_code FROM team_player ORDER BY 1, 2, 3");
  }

  Ptr<Team> red = make<Team>({.tenant_id = 1, .code = "red"});
  Ptr<Player> ann = make<Player>({.tenant_id = 1, .code = "ann"});
  Ptr<Player> bob = make<Player>({.tenant_id = 1, .code = "bob"});
};

TEST_F(Teams, PairsHaveTheKeysOfBothEnds) {
  red->players().append(ann);
  bob->teams().append(red);
  store(red);
  EXPECT_THAT(pair_rows(), ElementsAre("1|ann|red", "1|bob|red"));
  EXPECT_THAT(each(red->players(), &Player::code), ElementsAre("ann", "bob"));
  session.expunge_all();
  const auto found = session.query<Player>().options(orm::joinedload(Player::fields.teams)).all();
  recorder.clear();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->teams().size(), 1U);
  EXPECT_EQ(recorder.executions(), 0U);
  found[0]->teams().clear();
  session.commit();
  EXPECT_THAT(pair_rows(), ElementsAre("1|bob|red"));
}

TEST_F(Teams, EndsThatDisagreeOnASharedColumnAreRefused) {
  red->players().append(make<Player>({.tenant_id = 2, .code = "zoe"}));
  session.add(red);
  try {
    session.flush();
    FAIL() << "the pair would belong to two tenants";
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("tenant_id"));
  }
  session.rollback();
  EXPECT_THAT(rows("SELECT * FROM teams"), IsEmpty());
}

class Countries : public Shapes {
 protected:
  Ptr<Country> austria = make<Country>({.code = "AT"});
  Ptr<City> graz = make<City>({.name = "Graz", .country = austria});
};

TEST_F(Countries, AKeyToAUniqueColumnIsKnownBeforeTheTargetIsStored) {
  EXPECT_EQ(graz->country_code(), "AT");
  store(graz);
  EXPECT_THAT(rows("SELECT name, country_code FROM cities"), ElementsAre("Graz|AT"));
  EXPECT_TRUE(graz->country() == austria);
  EXPECT_THAT(each(austria->cities(), &City::name), ElementsAre("Graz"));
}

TEST_F(Countries, AnUnloadedTargetIsFoundByTheColumn) {
  store(graz);
  session.expunge_all();
  const auto found = session.get<City>(1);
  recorder.clear();
  EXPECT_EQ(found->country()->code(), "AT");
  EXPECT_TRUE(found->country()->cities()[0].country() == found->country());
  EXPECT_THAT(executed(), ElementsAre("SELECT countries", "SELECT cities"));
}

TEST_F(Countries, TheTargetIsDeletedAfterWhatRefersToIt) {
  store(graz);
  session.remove(austria);
  session.remove(graz);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM cities"), IsEmpty());
  EXPECT_THAT(rows("SELECT * FROM countries"), IsEmpty());
}

}  // namespace shapes
