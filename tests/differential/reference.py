"""Runs programs with SQLAlchemy, and writes what differential_runner writes."""

import sqlite3
import warnings

from sqlalchemy import exc, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm import exc as orm_exc

import mapping
from entities import COLUMNS

# The first that fits names an error.
KINDS = [
    (exc.IntegrityError, "integrity error"),
    # Which of the two depends on whether the flush reads an expired object (13).
    ((orm_exc.StaleDataError, orm_exc.ObjectDeletedError), "stale"),
    (exc.CircularDependencyError, "circular"),
    (exc.PendingRollbackError, "pending rollback"),
    (orm_exc.DetachedInstanceError, "detached"),
    # A list says with a ValueError that it lacks what is to be removed.
    ((exc.InvalidRequestError, orm_exc.FlushError, ValueError), "invalid request"),
    (sqlite3.Error, "locked"),
    (exc.SQLAlchemyError, "another error"),
]
NUMBERS = {"age", "score", "author_id", "post_id", "parent_id"}


def value_of(column, word):
    if word == "-":
        return None
    return int(word) if column in NUMBERS else word


def key(entity):
    return tuple(getattr(entity, c.name) for c in type(entity).__table__.primary_key)


def shown(value):
    return "-" if value is None else str(value)


def shown_key(entity):
    return "-" if entity is None else "/".join(map(str, key(entity)))


def shown_link(value):
    if isinstance(value, list):
        return " ".join(map(shown_key, sorted(value, key=key)))
    return shown_key(value)


def kind_of(error):
    # An assertion is how SQLAlchemy says that it would have to empty a primary key.
    return next((kind for types, kind in KINDS if isinstance(error, types)), "required key")


class Executor:
    def __init__(self, engine, file, dump, output):
        self.session = Session(engine, future=True)
        self.file, self.dump, self.output = file, dump, output
        self.handles = {}
        self.savepoints = []

    def run(self, operations):
        for line in operations:
            if not self.run_one(line):
                break
        self.run_one("rollback")
        self.output.append("end")
        self.write_rows()
        self.session.close()

    def run_one(self, line):
        """False when it failed and was not expected to."""
        words = line.split()
        may_fail = words[0] == "try"
        name, *arguments = words[1:] if may_fail else words
        try:
            getattr(self, "do_" + name)(*arguments)
            return True
        except (exc.SQLAlchemyError, AssertionError, ValueError, sqlite3.Error) as error:
            expected = "" if may_fail else ", unexpected"
            self.output.append(f"{name}{expected}: {kind_of(error)}")
            if not may_fail:
                self.output.append("# " + str(error).split("\n")[0])
            return may_fail

    def object(self, number):
        found = self.handles[number]
        if found is None:
            raise exc.InvalidRequestError("no such object")
        return found

    def do_make(self, number, entity, *words):
        self.handles[number] = self.made(entity, words)

    def made(self, entity, words):
        mapped = mapping.ENTITIES[entity]
        if entity == "Membership":
            author, club, role = words
            return mapped(author=self.handles[author], club=self.handles[club],
                          role=value_of("role", role))
        columns = dict(zip(COLUMNS[entity], words[1:]))
        return mapped(id=int(words[0]), **{c: value_of(c, w) for c, w in columns.items()})

    def do_get(self, number, entity, *words):
        found = self.session.get(mapping.ENTITIES[entity], tuple(map(int, words)))
        self.handles[number] = found
        self.output.append("get: " + ("none" if found is None else "found"))

    def do_merge(self, number, entity, *words):
        self.handles[number] = self.session.merge(self.made(entity, words))

    def do_add(self, number):
        self.session.add(self.object(number))

    def do_remove(self, number):
        self.session.delete(self.object(number))

    def do_expire(self, number):
        self.session.expire(self.object(number))

    def do_refresh(self, number):
        self.session.refresh(self.object(number))

    def do_expunge(self, number):
        self.session.expunge(self.object(number))

    def do_outside(self, *words):
        change(self.file, "PRAGMA synchronous = OFF; " + " ".join(words))

    def do_expire_all(self):
        self.session.expire_all()

    def do_expunge_all(self):
        self.session.expunge_all()

    def do_autoflush(self, word):
        self.session.autoflush = word == "on"

    def do_flush(self):
        self.session.flush()

    def do_commit(self):
        self.session.commit()
        self.savepoints.clear()
        self.output.append("commit")
        self.write_rows()

    def do_rollback(self):
        self.session.rollback()
        self.savepoints.clear()

    def do_savepoint(self):
        self.savepoints.append(self.session.begin_nested())

    def savepoint(self):
        if not self.savepoints:
            raise exc.InvalidRequestError("no savepoint is open")
        return self.savepoints[-1]

    def do_commit_savepoint(self):
        self.savepoint().commit()
        self.savepoints.pop()

    def do_rollback_savepoint(self):
        self.savepoint().rollback()
        self.savepoints.pop()

    def do_set(self, number, column, word):
        setattr(self.object(number), column, value_of(column, word))

    def do_append(self, number, name, other):
        getattr(self.object(number), name).append(self.object(other))

    def do_unlink(self, number, name, other):
        getattr(self.object(number), name).remove(self.object(other))

    def do_assign(self, number, name, *others):
        setattr(self.object(number), name, [self.object(other) for other in others])

    def do_set_to_one(self, number, name, other):
        setattr(self.object(number), name, None if other == "-" else self.object(other))

    def do_read(self, number, name):
        value = getattr(self.object(number), name)
        is_link = isinstance(value, (list, mapping.Base))
        self.output.append("read: " + (shown_link(value) if is_link else shown(value)))

    def do_query(self, entity):
        found = self.session.execute(select(mapping.ENTITIES[entity])).scalars().all()
        rows = [[shown_key(each), *(shown(getattr(each, c)) for c in COLUMNS[entity])]
                for each in sorted(found, key=key)]
        self.output.append("query: " + "; ".join(map(" ".join, rows)))

    def do_load(self, entity, name, strategy):
        mapped = mapping.ENTITIES[entity]
        load = joinedload if strategy == "joined" else selectinload
        query = select(mapped).options(load(getattr(mapped, name)))
        found = self.session.execute(query).unique().scalars().all()
        rows = [f"{shown_key(each)}: {shown_link(getattr(each, name))}"
                for each in sorted(found, key=key)]
        self.output.append("load: " + "; ".join(rows))

    def write_rows(self):
        database = sqlite3.connect(self.file)
        self.output += [row for row, in database.execute(self.dump)]
        database.close()


def change(file, script):
    """Through a connection of its own."""
    database = sqlite3.connect(file, timeout=0)
    database.executescript(script)
    database.close()


EMPTY_TABLES = "PRAGMA synchronous = OFF; BEGIN; {} COMMIT;".format(" ".join(
    f"DELETE FROM {table.name};" for table in reversed(mapping.Base.metadata.sorted_tables)))


def run(programs, file, dump):
    """The output of each program, a list of lines. The file must not exist."""
    warnings.simplefilter("ignore")
    engine = mapping.engine_of(file)
    mapping.Base.metadata.create_all(engine)
    outputs = []
    for operations in programs:
        outputs.append([])
        Executor(engine, file, dump, outputs[-1]).run(operations)
        change(file, EMPTY_TABLES)
    return outputs
