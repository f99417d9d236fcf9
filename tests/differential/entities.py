"""What the generator knows of differential.orm."""

import collections

# kind: `list` is one-to-many, `one` one-to-one, `pairs` many-to-many, `key` a many-to-one without
# a reverse. For `pairs` parent and child are the two ends.
Link = collections.namedtuple("Link", "kind parent list child scalar orphan")
LINKS = [
    Link("list", "Author", "posts", "Post", "author", False),
    Link("one", "Author", "profile", "Profile", "author", False),
    Link("key", "Category", None, "Post", "category", False),
    Link("list", "Post", "comments", "Comment", "post", True),
    Link("list", "Post", "chapters", "Chapter", "post", True),
    Link("pairs", "Post", "tags", "Tag", "posts", False),
    Link("pairs", "Author", "friends", "Author", "friend_of", False),
    Link("list", "Category", "children", "Category", "parent", False),
    Link("list", "Author", "memberships", "Membership", "author", True),
    Link("list", "Club", "memberships", "Membership", "club", True),
]
# Both ends are a part of its key, so its links stay as they were made.
ASSOCIATION = "Membership"
# Has to have a parent.
REQUIRING = "Chapter"
PLAIN = ["Author", "Profile", "Post", "Comment", "Chapter", "Tag", "Category", "Club"]
# Without keys to other tables. A new row in the place of another one of the same flush is only
# made for them: SQLAlchemy leaves a key of the old row that the new object has not set (72).
SWITCHED = ["Author", "Tag", "Club"]
COLUMNS = {
    "Author": ("name", "age"), "Profile": ("bio",), "Post": ("title", "score"),
    "Comment": ("body",), "Chapter": ("title",), "Tag": ("word",), "Category": ("name",),
    "Club": ("name",), "Membership": ("role",),
}
NULLABLE = {"age", "score", "role"}
TABLES = {"Author": "authors", "Profile": "profiles", "Post": "posts", "Comment": "comments",
          "Chapter": "chapters", "Tag": "tags", "Category": "categories", "Club": "clubs"}
# A key column that may be NULL, and what it refers to.
KEYS = {"Profile": ("author_id", "Author"), "Post": ("author_id", "Author"),
        "Comment": ("post_id", "Post"), "Category": ("parent_id", "Category")}
