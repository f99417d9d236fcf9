"""Makes programs from seeds. They stay where orm and SQLAlchemy mean to do the same; what each rule
keeps out is said where it stands, with the number of the scenario or the decision."""

import random

from entities import ASSOCIATION, COLUMNS, LINKS, NULLABLE, PLAIN, REQUIRING, SWITCHED
from links import LinkOperations
from refusals import RefusalOperations
from transactions import TransactionOperations
from world import Thing, World


class Generator(LinkOperations, TransactionOperations, RefusalOperations):
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
        # Of few kinds, so that they can be linked to each other.
        self.entities = self.random.sample(PLAIN, self.random.randint(2, 5))
        for _ in range(self.random.randint(3, 10)):
            self.make()
        operations, weights = zip(*self.chosen_operations())
        for _ in range(self.random.randint(8, 50)):
            self.attempt(lambda: self.do(self.random.choices(operations, weights)[0]))
        self.set_autoflush(True)
        self.commit()
        self.check_all()
        return self.lines

    def do(self, operation):
        ends = operation in (self.commit, self.rollback, self.start_afresh, self.change_outside,
                             self.insert_outside)
        # Seldom from within a savepoint: they are to be nested.
        if not (ends and self.savepoints and self.random.random() < 0.8):
            operation()

    def attempt(self, step):
        """Until it finds something to do."""
        before = len(self.lines)
        for _ in range(5):
            step()
            if len(self.lines) > before:
                return

    def chosen_operations(self):
        """Each program without some of them and with more of others, so that these meet in more
        ways."""
        chosen = [(operation, weight * self.random.choice([1, 1, 1, 4]))
                  for operation, weight in self.operations() if self.random.random() < 0.7]
        return chosen or self.operations()

    def operations(self):
        return [
            (self.make, 6), (self.make_membership, 5), (self.add, 3), (self.set, 8),
            (self.link, 22), (self.unlink, 12), (self.assign, 8), (self.move_by_hand, 2),
            (self.remove, 6), (self.remove_and_add, 1), (self.remove_family, 2),
            (self.switch_row, 1), (self.nest_savepoints, 2),
            (self.flush, 4), (self.commit, 4), (self.rollback, 2),
            (self.begin_savepoint, 4), (self.commit_savepoint, 3), (self.rollback_savepoint, 3),
            (self.expire, 2), (self.expire_all, 1), (self.refresh, 1), (self.read, 5),
            (self.query, 3), (self.load, 2), (self.get, 2), (self.merge, 2),
            (self.start_afresh, 1), (self.set_key, 2), (self.fail, 2), (self.toggle_autoflush, 1),
            (self.merge_new, 1), (self.change_outside, 1), (self.insert_outside, 1),
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
        # Where the database has deleted the row, the session still has the object: to add another
        # one of its key is an error here, and a warning there (130).
        free = sorted(self.world.free_keys[entity]) if entity != REQUIRING else []
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
        entity = entity or self.random.choice(self.entities)
        if entity == REQUIRING and not self.world.of("Post"):
            entity = "Post"
        key = key or self.key(entity)
        values = [self.value(column) for column in COLUMNS[entity]]
        thing = self.new(entity, key, *values)
        self.say("make", thing.number, entity, key, *values)
        if entity == REQUIRING:
            self.give_parent(thing)
        elif self.random.random() < 0.6:
            self.add_thing(thing)
        return thing

    def give_parent(self, thing):
        link = next(link for link in LINKS if link.child == thing.entity)
        self.append_child(link, self.pick(self.world.of(link.parent)), thing)

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
        if self.is_stale and any(link.orphan for link in LINKS if link.parent == thing.entity):
            # A deleted one in a list is deleted once more, and no rollback brings it back (D9).
            self.expire_all()
        if self.world.has_new_links(thing):
            # SQLAlchemy writes the new pairs and keys of what refers to it after its row is gone.
            self.flush()
        self.say("remove", thing.number)
        self.world.doom(thing)
        self.is_stale = True

    def remove_family(self):
        """A child and its parent in one flush."""
        self.expire_all()
        keys = [(link, child) for link, child in self.world.parents
                if link.kind != "key" and self.world.things[child].state == "stored"]
        if not keys:
            return
        link, number = self.random.choice(keys)
        child = self.world.things[number]
        parent = self.world.parent(link, child)
        if not (self.can_remove(parent) and self.can_remove(child)):
            return
        family = self.random.sample([child, parent], 2)
        self.without_autoflush(*(("remove", thing.number) for thing in family))
        for thing in family:
            self.world.doom(thing)
        self.is_stale = True
        self.expire_all()

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

    def read_columns(self):
        """What was taken back has to be read again."""
        for _ in range(self.random.randint(0, 3)):
            thing = self.some("stored")
            if thing is not None:
                self.say("read", thing.number, self.random.choice(COLUMNS[thing.entity]))

    def query(self):
        # Whether something before it has flushed depends on what it had to load.
        self.flush_pending()
        self.say("query", self.random.choice(PLAIN + [ASSOCIATION]))

    def load(self):
        if not self.is_stale:
            self.flush_pending()
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

    def merge_new(self):
        """One that has no row yet."""
        self.flush()
        entity = self.random.choice([e for e in PLAIN if e != REQUIRING])
        key = self.key(entity)
        values = [self.value(column) for column in COLUMNS[entity]]
        thing = self.new(entity, key, *values)
        self.say("merge", thing.number, entity, key, *values)
        self.world.add(thing)

    def check_all(self):
        """Reads all lists at the end, when nothing is pending."""
        for link in LINKS:
            if link.list and self.world.of(link.parent, "stored"):
                self.say("load", link.parent, link.list, "selectin")
