"""Columns that are keys, what the database refuses, and what others have changed in it."""

from entities import COLUMNS, KEYS, LINKS, TABLES


class RefusalOperations:
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

    def change_outside(self):
        """Another connection changes or deletes a row; the next flush or read finds out."""
        self.commit()
        thing = self.pick([t for t in self.world.things.values()
                           if t.state == "stored" and t.entity in TABLES])
        if thing is None:
            return
        column = COLUMNS[thing.entity][0]
        if self.random.random() < 0.6:
            self.say("outside", f"UPDATE {TABLES[thing.entity]} SET {column} = "
                                f"'{self.value(column)}' WHERE id = {thing.key}")
        elif thing.entity in ("Comment", "Profile", "Chapter"):
            self.delete_outside(thing)

    def delete_outside(self, thing):
        self.say("outside", f"DELETE FROM {TABLES[thing.entity]} WHERE id = {thing.key}")
        column = COLUMNS[thing.entity][0]
        if self.random.random() < 0.5:
            self.say("set", thing.number, column, self.value(column))
            self.say("try", "flush")
        else:
            self.say("try", "read", thing.number, column)
        self.say("rollback")
        self.world.forget({thing.number})
        self.committed = self.world.copy()

    def insert_outside(self):
        """A row that another connection has made, read by its key."""
        self.commit()
        key = self.key("Club")
        thing = self.new("Club", key, self.value("name"))
        self.say("outside", f"INSERT INTO clubs VALUES ({key}, '{thing.words[0]}')")
        self.say("get", thing.number, "Club", key)
        thing.state = "stored"
        self.committed = self.world.copy()
