"""The workloads with SQLAlchemy's ORM, as its documentation writes them.

usage: sqlalchemy_bench.py --data FILE [--only W1m,W2,...] [--reps N] [--warm N] [--file PATH]

FILE is what `hand_written_bench --make-database` makes: the same rows and lists as for all others.
Prints `workload program milliseconds checksum`, separated by tabs.
"""
import argparse
import os
import sqlite3
import time

from sqlalchemy import (Column, Float, ForeignKey, Index, Integer, String, Table, Text, create_engine,
                        event)
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship, selectinload
from sqlalchemy.pool import StaticPool

Base = declarative_base()
POSTS_PER_USER = 10

student_course = Table(
    "student_course", Base.metadata,
    Column("student_id", ForeignKey("students.id"), primary_key=True),
    Column("course_id", ForeignKey("courses.id"), primary_key=True),
    Index("ix_sc_course", "course_id"))


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False, index=True)
    email = Column(String)
    age = Column(Integer, nullable=False)
    score = Column(Float, nullable=False)
    posts = relationship("Post", back_populates="user")
    profile = relationship("Profile", back_populates="user", uselist=False)


class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    body = Column(Text, nullable=False)
    user_id = Column(ForeignKey("users.id"), index=True)
    user = relationship("User", back_populates="posts")


class Profile(Base):
    __tablename__ = "profiles"
    id = Column(Integer, primary_key=True)
    bio = Column(String, nullable=False)
    user_id = Column(ForeignKey("users.id"), unique=True)
    user = relationship("User", back_populates="profile")


class Student(Base):
    __tablename__ = "students"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    courses = relationship("Course", secondary=student_course, back_populates="students")


class Course(Base):
    __tablename__ = "courses"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    students = relationship("Student", secondary=student_course, back_populates="courses")


class Data:
    """The rows and lists of the data file."""

    def __init__(self, path):
        self.path = path
        connection = sqlite3.connect(path)
        self.users = connection.execute(
            "SELECT name, email, age, score FROM users ORDER BY id").fetchall()
        self.posts = connection.execute("SELECT title, body FROM posts ORDER BY id").fetchall()
        self.looked_up = self.column(connection, "looked_up", "id")
        self.visited = self.column(connection, "visited", "id")
        self.searched = self.column(connection, "searched", "name")
        self.new_titles = self.column(connection, "new_titles", "title")
        connection.close()

    @staticmethod
    def column(connection, table, name):
        return [value for value, in connection.execute(
            f"SELECT {name} FROM {table} ORDER BY number")]


class Database:
    """An engine of one connection, which the checks and the filling use beside it."""

    def __init__(self, path=""):
        url = "sqlite:///" + path if path else "sqlite://"
        self.engine = create_engine(url, poolclass=StaticPool,
                                    connect_args={"check_same_thread": False})
        event.listen(self.engine, "connect", self.opened)
        self.handle = None
        with self.engine.connect():
            pass

    def opened(self, connection, _):
        self.handle = connection
        connection.execute("PRAGMA foreign_keys = ON")

    def number(self, sql):
        return self.handle.execute(sql).fetchone()[0]

    def close(self):
        self.engine.dispose()


class Program:
    def __init__(self):
        parser = argparse.ArgumentParser()
        parser.add_argument("--data", required=True)
        parser.add_argument("--only", default="")
        parser.add_argument("--reps", type=int, default=1)
        parser.add_argument("--warm", type=int, default=0)
        parser.add_argument("--file", default="bench.db")
        self.options = parser.parse_args()
        self.printed = {}
        self.data = Data(self.options.data)

    def wants(self, workload):
        return not self.options.only or workload in self.options.only.split(",")

    def runs(self):
        return range(self.options.reps + self.options.warm)

    def print(self, workload, seconds, checksum):
        self.printed[workload] = self.printed.get(workload, 0) + 1
        if self.printed[workload] > self.options.warm:
            self.print_once(workload, seconds, checksum)

    @staticmethod
    def print_once(workload, seconds, checksum):
        print(f"{workload}\tsqlalchemy\t{seconds * 1000:.3f}\t{checksum}", flush=True)

    def time(self, workload, load, checksum=None):
        """What `load` returns is the checksum, unless `checksum` makes it of that."""
        if not self.wants(workload):
            return
        for _ in self.runs():
            start = time.perf_counter()
            loaded = load()
            seconds = time.perf_counter() - start
            self.print(workload, seconds, checksum(loaded) if checksum else loaded)


def insert_all(engine, data):
    start = time.perf_counter()
    posts = iter(data.posts)
    with Session(engine) as session:
        for name, email, age, score in data.users:
            user = User(name=name, email=email, age=age, score=score)
            for _ in range(POSTS_PER_USER):
                title, body = next(posts)
                user.posts.append(Post(title=title, body=body))
            session.add(user)
        session.commit()
        return time.perf_counter() - start


def remove_database(path):
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + ending):
            os.remove(path + ending)


def time_insert(program, workload, path):
    if not program.wants(workload):
        return
    for _ in program.runs():
        if path:
            remove_database(path)
        database = Database(path)
        if path:
            database.handle.execute("PRAGMA journal_mode = WAL")
            database.handle.execute("PRAGMA synchronous = NORMAL")
        Base.metadata.create_all(database.engine)
        seconds = insert_all(database.engine, program.data)
        program.print(workload, seconds, database.number(
            "SELECT (SELECT count(*) FROM users) * 1000003 + (SELECT sum(id * user_id % 1009 +"
            " length(title) + length(body)) FROM posts)"))
        database.close()
        if path:
            remove_database(path)


def user_sum(user):
    return (user.id + len(user.name) + user.age + (len(user.email) if user.email else 0) +
            int(user.score))


def get_each_user(engine, data):
    checksum = 0
    with Session(engine) as session:
        for key in data.looked_up:
            user = session.get(User, key)
            checksum += user_sum(user)
            session.expunge(user)
        session.commit()
    return checksum


def get_from_memory(program, engine):
    if not program.wants("W2hit"):
        return
    with Session(engine) as session:
        # They stay in memory as long as somebody keeps them.
        users = session.query(User).all()
        program.time("W2hit", lambda: sum(
            user_sum(session.get(User, key)) for key in program.data.looked_up))
        del users


def visit_users(program, workload, engine):
    if not program.wants(workload):
        return
    for _ in program.runs():
        with Session(engine) as session:
            users = session.query(User).all()
            start = time.perf_counter()
            checksum = sum(post.id + len(post.title) for key in program.data.visited
                           for post in session.get(User, key).posts)
            program.print(workload, time.perf_counter() - start, checksum)
            del users


def load(engine, entity, *options):
    """A session, which ends with what is returned, and the objects."""
    session = Session(engine)
    return session, session.query(entity).options(*options).order_by(entity.id).all()


def sum_of_posts(loaded):
    return sum(post.id + len(post.title) + len(post.body) + post.user_id for post in loaded[1])


def sum_of_users(loaded):
    return sum(user.id + len(user.name) + len(user.posts) +
               sum(post.id + len(post.title) + len(post.body) for post in user.posts)
               for user in loaded[1])


def sum_of_students(loaded):
    return sum(student.id + sum(course.id + len(course.name) for course in student.courses)
               for student in loaded[1])


def load_posts_of_users(program, ending, engine):
    """W4 to W6, by the names of workloads with `ending`."""
    visit_users(program, "W4" + ending, engine)
    program.time("W5" + ending, lambda: load(engine, User, joinedload(User.posts)), sum_of_users)
    program.time("W6" + ending, lambda: load(engine, User, selectinload(User.posts)), sum_of_users)


def find_by_name(engine, data):
    checksum = 0
    with Session(engine) as session:
        for name in data.searched:
            user = session.query(User).filter(User.name == name).first()
            checksum += user.id + user.age
    return checksum


def change_titles(program, database):
    if not program.wants("W9"):
        return
    with Session(database.engine) as session:
        posts = session.query(Post).all()
        start = time.perf_counter()
        for post, title in zip(posts, program.data.new_titles):
            post.title = title
        session.commit()
        seconds = time.perf_counter() - start
    program.print_once("W9", seconds, database.number(
        "SELECT count(*) * 1000 + count(DISTINCT title) * 7 + sum(substr(title, 1, 3) = 'New')"
        " FROM posts"))


def remove_posts(program, database):
    if not program.wants("W10"):
        return
    with Session(database.engine) as session:
        posts = session.query(Post).all()
        start = time.perf_counter()
        for post in posts:
            session.delete(post)
        session.commit()
        seconds = time.perf_counter() - start
    program.print_once("W10", seconds, database.number("SELECT count(*) FROM posts"))


def filled_database(data):
    database = Database()
    filled = sqlite3.connect(data.path)
    filled.backup(database.handle)
    filled.close()
    return database


def main():
    program = Program()
    data = program.data
    time_insert(program, "W1m", "")
    time_insert(program, "W1f", program.options.file)
    database = filled_database(data)
    engine = database.engine
    program.time("W2", lambda: get_each_user(engine, data))
    get_from_memory(program, engine)
    program.time("W3", lambda: load(engine, Post), sum_of_posts)
    load_posts_of_users(program, "", engine)
    program.time("W7", lambda: load(engine, Student, joinedload(Student.courses)), sum_of_students)
    program.time("W8", lambda: find_by_name(engine, data))
    change_titles(program, database)
    remove_posts(program, database)
    if any(program.wants(workload) for workload in ("W4s", "W5s", "W6s")):
        database = filled_database(data)
        database.handle.executescript(
            "UPDATE posts SET user_id = (SELECT id FROM scattered WHERE number = posts.id);"
            "REINDEX; ANALYZE")
        load_posts_of_users(program, "s", database.engine)


if __name__ == "__main__":
    main()
