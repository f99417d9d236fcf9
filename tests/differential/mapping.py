"""differential.orm as SQLAlchemy has it, and an engine whose savepoints work."""

from sqlalchemy import (CheckConstraint, Column, ForeignKey, Integer, String, Table, create_engine,
                        event)
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

post_tag = Table(
    "post_tag", Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True))


friendship = Table(
    "friendship", Base.metadata,
    Column("author_id", ForeignKey("authors.id"), primary_key=True),
    Column("friend_id", ForeignKey("authors.id"), primary_key=True))


class Author(Base):
    __tablename__ = "authors"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    age = Column(Integer, CheckConstraint("age >= 0"))
    posts = relationship("Post", back_populates="author", order_by="Post.id")
    profile = relationship("Profile", back_populates="author", uselist=False)
    memberships = relationship("Membership", back_populates="author",
                               cascade="all, delete-orphan", order_by="Membership.club_id")
    friends = relationship("Author", secondary=friendship, back_populates="friend_of",
                           primaryjoin=id == friendship.c.author_id,
                           secondaryjoin=id == friendship.c.friend_id, order_by="Author.id")
    friend_of = relationship("Author", secondary=friendship, back_populates="friends",
                             primaryjoin=id == friendship.c.friend_id,
                             secondaryjoin=id == friendship.c.author_id, order_by="Author.id")


class Profile(Base):
    __tablename__ = "profiles"
    id = Column(Integer, primary_key=True)
    bio = Column(String, nullable=False)
    author_id = Column(ForeignKey("authors.id"), unique=True)
    author = relationship("Author", back_populates="profile")


class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    score = Column(Integer)
    author_id = Column(ForeignKey("authors.id"))
    category_id = Column(ForeignKey("categories.id"))
    author = relationship("Author", back_populates="posts")
    category = relationship("Category")
    comments = relationship("Comment", back_populates="post", cascade="all, delete-orphan",
                            order_by="Comment.id")
    chapters = relationship("Chapter", back_populates="post", cascade="all, delete-orphan",
                            passive_deletes=True, order_by="Chapter.id")
    tags = relationship("Tag", secondary=post_tag, back_populates="posts", order_by="Tag.id")


class Comment(Base):
    __tablename__ = "comments"
    id = Column(Integer, primary_key=True)
    body = Column(String, nullable=False)
    post_id = Column(ForeignKey("posts.id"))
    post = relationship("Post", back_populates="comments")


class Chapter(Base):
    __tablename__ = "chapters"
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    post_id = Column(ForeignKey("posts.id", ondelete="CASCADE"), nullable=False)
    post = relationship("Post", back_populates="chapters")


class Tag(Base):
    __tablename__ = "tags"
    id = Column(Integer, primary_key=True)
    word = Column(String, nullable=False, unique=True)
    posts = relationship("Post", secondary=post_tag, back_populates="tags", order_by="Post.id")


class Category(Base):
    __tablename__ = "categories"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    version = Column(Integer, nullable=False)
    parent_id = Column(ForeignKey("categories.id"))
    parent = relationship("Category", back_populates="children", remote_side=[id])
    children = relationship("Category", back_populates="parent", order_by="Category.id")
    __mapper_args__ = {"version_id_col": version}


class Club(Base):
    __tablename__ = "clubs"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    memberships = relationship("Membership", back_populates="club",
                               cascade="all, delete-orphan", order_by="Membership.author_id")


class Membership(Base):
    __tablename__ = "memberships"
    author_id = Column(ForeignKey("authors.id"), primary_key=True)
    club_id = Column(ForeignKey("clubs.id"), primary_key=True)
    role = Column(String)
    author = relationship("Author", back_populates="memberships")
    club = relationship("Club", back_populates="memberships")


ENTITIES = {entity.__name__: entity for entity in (
    Author, Profile, Post, Comment, Chapter, Tag, Category, Club, Membership)}


def engine_of(file):
    """pysqlite begins transactions late and ends them at a SAVEPOINT, so we begin them ourselves,
    as the documentation of SQLAlchemy's SQLite dialect says."""
    engine = create_engine(f"sqlite:///{file}", future=True)

    @event.listens_for(engine, "connect")
    def connect(connection, _record):
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN")

    return engine
