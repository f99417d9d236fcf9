"""The operations on the session: when changes are written, taken back and read again."""

from entities import ASSOCIATION, COLUMNS


class TransactionOperations:
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
        self.read_columns()

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
            # What was loaded inside and not changed is not read again there by itself.
            self.is_stale = True
            if self.random.random() < 0.3:
                self.expire_all()
            self.read_columns()

    def nest_savepoints(self):
        """What the inner one keeps goes with the outer one."""
        self.begin_savepoint()
        self.change()
        self.begin_savepoint()
        self.change()
        self.commit_savepoint()
        self.change()
        self.rollback_savepoint()

    def change(self):
        for _ in range(self.random.randint(0, 2)):
            self.random.choice([self.set, self.link, self.unlink, self.remove])()

    def restore(self, world):
        """What is not stored and was added since is let go of: when it was expired in between,
        SQLAlchemy has lost its columns with the row. So is what is linked otherwise than it was,
        which no rollback undoes."""
        changed = {n for n, thing in world.things.items() if thing.state == "transient"
                   and not self.world.has_as_it_was(n, world)}
        world.forget(world.transient_around(changed))
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

    def start_afresh(self):
        """All objects are let go of and read again."""
        self.commit()
        self.say("expunge_all")
        self.world.forget({n for n, t in self.world.things.items() if t.state != "stored"})
        for thing in self.world.things.values():
            key = thing.key if thing.entity == ASSOCIATION else (thing.key,)
            self.say("get", thing.number, thing.entity, *key)
        self.committed = self.world.copy()
