"""Makes programs from seeds. They stay where orm and SQLAlchemy mean to do the same; what each rule
keeps out is said where it stands, with the number of the scenario or the decision."""

import random

from links import LinkOperations
from world import ASSOCIATION, LINKS, Thing, World

PLAIN = ["Author", "Profile", "Post", "Comment", "Tag", "Category", "Club"]
# Without keys to other tables. A new row in the place of another one of the same flush is only
# made for them: SQLAlchemy leaves a key of the old row that the new object has not set (72).
SWITCHED = ["Author", "Tag", "Club"]
COLUMNS = {
    "Author": ("name", "age"), "Profile": ("bio",), "Post": ("title", "score"),
    "Comment": ("body",), "Tag": ("word",), "Category": ("name",), "Club": ("name",),
    "Membership": ("role",),
}
NULLABLE = {"age", "score", "role"}
KEYS = {"Profile": ("author_id", "Author"), "Post": ("author_id", "Author"),
        "Comment": ("post_id", "Post"), "Category": ("parent_id", "Category")}


class Generator(LinkOperations):
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.world = World()
        self.committed = self.world.copy()
        self.savepoints = []
        self.numbers = 0
        self.words = 0
        self.used_keys = set()
        self.autoflush = True
        # Deleted objects stay in the loaded lists of SQLAlchemy until these are read again (D9).
        self.is_stale = False

    def program(self):
        for _ in range(self.random.randint(2, 6)):
            self.make()
        operations, weights = zip(*self.operations())
        for _ in range(self.random.randint(8, 40)):
            self.random.choices(operations, weights)[0]()
        self.set_autoflush(True)
        self.commit()
        self.check_all()
        return self.lines

    def operations(self):
        return [
            (self.make, 10), (self.make_membership, 5), (self.add, 3), (self.set, 8),
            (self.link, 22), (self.unlink, 8), (self.assign, 5), (self.move_by_hand, 2),
            (self.remove, 6), (self.remove_and_add, 1), (self.switch_row, 1),
            (self.flush, 4), (self.commit, 4), (self.rollback, 2),
            (self.begin_savepoint, 3), (self.commit_savepoint, 2), (self.rollback_savepoint, 2),
            (self.expire, 2), (self.expire_all, 1), (self.refresh, 1), (self.read, 5),
            (self.query, 3), (self.load, 2), (self.get, 2), (self.merge, 2),
            (self.start_afresh, 1), (self.set_key, 2), (self.fail, 2), (self.toggle_autoflush, 1),
        ]

    def say(self, *words):
        self.lines.append(" ".join(map(str, words)))

    def pick(self, things):
        return self.random.choice(things) if things else None

    def some(self, *states):
        return self.pick([t for t in self.world.things.values() if t.state in states])

    # Objects.

    def value(self, column):
        if column in NULLABLE and self.random.random() < 0.3:
            return "-"
        self.words += 1
        return self.random.randint(0, 90) if column in ("age", "score") else f"w{self.words}"

    def key(self, entity):
        free = sorted(self.world.free_keys[entity])
        if free and self.random.random() < 0.3:
            key = self.random.choice(free)
            self.world.free_keys[entity].discard(key)
            return key
        key = self.random.randint(1, 90)
        while (entity, key) in self.used_keys:
            key = self.random.randint(1, 90)
        self.used_keys.add((entity, key))
        return key

    def new(self, entity, key, *words):
        self.numbers += 1
        thing = Thing(self.numbers, entity, key, words)
        self.world.things[thing.number] = thing
        return thing

    def make(self, entity=None, key=None):
        entity = entity or self.random.choice(PLAIN)
        key = key or self.key(entity)
        values = [self.value(column) for column in COLUMNS[entity]]
        thing = self.new(entity, key, *values)
        self.say("make", thing.number, entity, key, *values)
        if self.random.random() < 0.6:
            self.add_thing(thing)
        return thing

    def make_membership(self):
        author = self.pick(self.world.of("Author"))
        club = self.pick(self.world.of("Club"))
        if author is None or club is None:
            return
        key = (author.key, club.key)
        # One that the same flush deletes leaves its row to the new one (81).
        if any(t.key == key and t.state != "doomed" for t in self.all_of(ASSOCIATION)):
            return
        role = self.value("role")
        thing = self.new(ASSOCIATION, key, role)
        self.say("make", thing.number, ASSOCIATION, author.number, club.number, role)
        for link in LINKS:
            if link.child == ASSOCIATION:
                self.world.link(link, thing, author if link.parent == "Author" else club)
        # Never by its ends alone, which adds it here and not there (35).
        self.add_thing(thing)

    def all_of(self, entity):
        return self.world.of(entity, "transient", "pending", "stored", "doomed")

    def add_thing(self, thing):
        self.say("add", thing.number)
        self.world.add(thing)

    def add(self):
        # With a deleted one in a list that cascades there is an error, and none here (D9).
        thing = self.some(*["transient", "pending", "stored"][:1 if self.is_stale else 3])
        if thing is not None:
            self.add_thing(thing)

    def set(self):
        thing = self.some("transient", "pending", "stored")
        if thing is not None:
            column = self.random.choice(COLUMNS[thing.entity])
            self.say("set", thing.number, column, self.value(column))

    def flush_pending(self):
        if any(t.state == "pending" for t in self.world.things.values()):
            self.flush()

    def remove(self):
        # What is pending and belongs to a removed one has no row to delete, which each of the two
        # takes in its own way.
        self.flush_pending()
        thing = self.some("stored")
        if thing is None or not self.can_remove(thing):
            return
        if self.world.has_new_links(thing):
            # SQLAlchemy writes the new pairs and keys of what refers to it after its row is gone.
            self.flush()
        self.say("remove", thing.number)
        self.world.doom(thing)
        self.is_stale = True

    def can_remove(self, thing):
        """Nothing refers to it by a relationship without a reverse (55), and nothing that is not
        in the session is linked to it."""
        for (link, child), parent in self.world.flushed_parents.items():
            if link.kind == "key" and parent == thing.number:
                return False
        return (not any(link.kind == "key" and parent == thing.number
                        for (link, _), parent in self.world.parents.items())
                and all(other.in_session for other in self.world.neighbours(thing)))

    def remove_and_add(self):
        self.flush()
        thing = self.some("stored")
        # SQLAlchemy still deletes what belongs to it.
        owns = [link for link in LINKS if link.orphan and thing and link.parent == thing.entity]
        if (thing is not None and not self.is_stale and self.can_remove(thing)
                and not any(self.world.children(link, thing) for link in owns)):
            self.without_autoflush(("remove", thing.number), ("add", thing.number))

    def switch_row(self):
        self.flush()
        thing = self.pick([t for t in self.world.things.values()
                           if t.state == "stored" and t.entity in SWITCHED])
        if thing is None or not self.can_remove(thing):
            return
        self.say("remove", thing.number)
        self.world.doom(thing)
        self.is_stale = True
        new = self.make(thing.entity, thing.key)
        if new.state == "transient":
            self.add_thing(new)
        self.flush()
        self.world.free_keys[thing.entity].discard(thing.key)

    def without_autoflush(self, *operations):
        before = self.autoflush
        self.set_autoflush(False)
        for operation in operations:
            self.say(*operation)
        self.set_autoflush(before)

    def set_autoflush(self, is_on):
        if self.autoflush != is_on:
            self.autoflush = is_on
            self.say("autoflush", "on" if is_on else "off")

    def toggle_autoflush(self):
        self.set_autoflush(not self.autoflush)

    # Transactions.

    def flush(self):
        if self.is_stale and self.random.random() < 0.6:
            self.expire_all()
        else:
            self.say("flush")
            self.world.flush()

    def commit(self):
        self.say("commit")
        self.world.flush()
        self.committed = self.world.copy()
        self.savepoints.clear()
        self.is_stale = False

    def rollback(self):
        self.say("rollback")
        self.restore(self.committed.copy())
        self.savepoints.clear()
        self.is_stale = False

    def begin_savepoint(self):
        self.say("savepoint")
        self.world.flush()
        self.savepoints.append(self.world.copy())

    def commit_savepoint(self):
        if self.savepoints:
            self.say("commit_savepoint")
            self.world.flush()
            self.savepoints.pop()

    def rollback_savepoint(self):
        if self.savepoints:
            self.say("rollback_savepoint")
            self.restore(self.savepoints.pop())
            self.expire_all()

    def restore(self, world):
        """What is not stored and was added since is let go of: when it was expired in between,
        SQLAlchemy has lost its columns with the row. So is what is linked otherwise than it was,
        which no rollback undoes."""
        now = self.world
        world.forget({n for n, thing in world.things.items() if thing.state == "transient" and (
            n not in now.things or now.things[n].in_session or now.links_of(n) != world.links_of(n))})
        self.world = world

    def expire_all(self):
        self.world.flush()
        self.say("flush")
        self.say("expire_all")
        self.is_stale = False

    def expire(self, operation="expire"):
        self.flush()
        thing = self.some("stored")
        if thing is not None:
            # What is set and not flushed goes.
            if self.random.random() < 0.5:
                column = self.random.choice(COLUMNS[thing.entity])
                self.say("set", thing.number, column, self.value(column))
            self.say(operation, thing.number)

    def refresh(self):
        self.expire("refresh")

    # Queries.

    def read(self):
        # What is pending has no key to show, as far as that is made of others.
        self.flush_pending()
        thing = self.some("transient", "stored")
        if thing is None:
            return
        names = list(COLUMNS[thing.entity])
        if not self.is_stale and self.autoflush:
            names += [link.list for link in LINKS if link.parent == thing.entity and link.list]
            names += [link.scalar for link in LINKS if link.child == thing.entity]
        self.say("read", thing.number, self.random.choice(names))

    def query(self):
        self.say("query", self.random.choice(PLAIN + [ASSOCIATION]))

    def load(self):
        if not self.is_stale:
            link = self.random.choice(LINKS)
            ends = [(link.child, link.scalar), (link.parent, link.list)]
            entity, name = self.random.choice(ends if link.list else ends[:1])
            self.say("load", entity, name, self.random.choice(["joined", "selectin"]))

    def get(self):
        self.flush()
        thing = self.some("stored")
        if thing is not None:
            # The same object by another number.
            key = thing.key if thing.entity == ASSOCIATION else (thing.key,)
            self.say("get", thing.number, thing.entity, *key)

    def merge(self):
        self.flush()
        thing = self.some("stored")
        if thing is not None and thing.entity != ASSOCIATION:
            values = [self.value(column) for column in COLUMNS[thing.entity]]
            self.say("merge", thing.number, thing.entity, thing.key, *values)

    def start_afresh(self):
        """All objects are let go of and read again."""
        self.commit()
        self.say("expunge_all")
        self.world.forget({n for n, t in self.world.things.items() if t.state != "stored"})
        for thing in self.world.things.values():
            key = thing.key if thing.entity == ASSOCIATION else (thing.key,)
            self.say("get", thing.number, thing.entity, *key)
        self.committed = self.world.copy()

    def check_all(self):
        """Reads everything at the end, when nothing is pending."""
        for link in LINKS:
            if link.list:
                self.say("load", link.parent, link.list, "selectin")
        for thing in self.world.of("Author", "stored"):
            self.say("read", thing.number, "posts")

    # Columns that are keys, and what the database refuses.

    def set_key(self):
        """Alone in its flush and read again afterwards: what the relationship then says is decided
        in another way (29)."""
        self.flush()
        thing = self.pick([t for t in self.world.things.values()
                           if t.state == "stored" and t.entity in ("Post", "Comment")])
        if thing is None:
            return
        column, target = KEYS[thing.entity]
        link = next(link for link in LINKS if (link.parent, link.child) == (target, thing.entity)
                    and link.kind == "list")
        parent = self.pick(self.world.of(target, "stored") + [None])
        self.say("set", thing.number, column, "-" if parent is None else parent.key)
        self.world.link(link, thing, parent)
        self.expire_all()

    def fail(self):
        self.set_autoflush(True)
        self.flush()
        is_nested = self.random.random() < 0.6
        if is_nested:
            self.begin_savepoint()
        if self.random.choice([self.break_key, self.break_unique, self.break_check])():
            self.say("try", "flush")
            if self.random.random() < 0.3:
                self.say("try", self.random.choice(["query Author", "commit"]))
        if is_nested:
            self.rollback_savepoint()
        else:
            self.rollback()

    def break_key(self):
        thing = self.pick([t for e in KEYS for t in self.world.of(e, "stored")])
        if thing is not None:
            self.say("set", thing.number, KEYS[thing.entity][0], 9999)
        return thing is not None

    def break_unique(self):
        tag = self.pick(self.world.of("Tag", "stored"))
        if tag is not None:
            self.numbers += 1
            self.say("read", tag.number, "word")
            self.say("set", tag.number, "word", "twice")
            self.say("make", self.numbers, "Tag", self.key("Tag"), "twice")
            self.say("add", self.numbers)
        return tag is not None

    def break_check(self):
        author = self.pick(self.world.of("Author", "stored"))
        if author is not None:
            self.say("set", author.number, "age", -1)
        return author is not None
