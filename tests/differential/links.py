"""The operations that link and unlink objects."""

from entities import ASSOCIATION, LINKS

LINKED = [link for link in LINKS if link.child != ASSOCIATION]


class LinkOperations:
    def link(self):
        self.attempt(self.try_link)

    def try_link(self):
        link = self.pick([link for link in LINKED if self.world.of(link.parent)
                          and self.world.of(link.child)])
        if link is None:
            return
        parent = self.pick(self.world.of(link.parent))
        child = self.pick(self.world.of(link.child))
        if link.kind == "pairs":
            self.link_pair(link, parent, child)
        elif self.can_link(link, parent, child):
            self.flush_if_pending(link, child)
            self.link_to_parent(link, parent, child)

    def can_link(self, link, parent, child):
        if self.world.parent(link, child) is parent:
            return link.kind != "list"
        # It is expunged there, as an orphan of the one it leaves.
        if link.orphan and not child.in_session and self.world.parent(link, child):
            return False
        if link.kind == "one":
            return self.is_free(link, parent, child)
        # A circle of rows cannot be written in one order; the way an old link counts there is not
        # the same.
        return not (link.parent == link.child and (
            self.world.is_ancestor(link, child, parent)
            or self.was_ancestor(link, child, parent)))

    def was_ancestor(self, link, ancestor, thing):
        """By any of the links since the last flush."""
        seen, reached = set(), {thing.number}
        while reached:
            seen |= reached
            reached = {parent for of, child, parent in self.world.recent
                       if of == link and child in reached} - seen
        return ancestor.number in seen

    def is_free(self, link, parent, child):
        """The other end has and had none: else a unique key is written twice in one flush (D1),
        and a pointer of the one that had it stays (D3)."""
        return not any(of == link and other == parent.number and number != child.number
                       for of, number, other in self.world.recent)

    def flush_if_pending(self, link, child):
        """A pending object that loses a parent it belongs to, or was added by, is let go of at
        another moment (49). One that moves for a second time without a flush is where it was
        first moved to in SQLAlchemy, when it comes back to a list that was not loaded."""
        parent = self.world.parents.get((link, child.number))
        if parent is not None and (
                child.state == "pending" or (link, child.number) in self.world.touched):
            self.flush()

    def join(self, owner, member, is_list):
        """Before `member` is linked to `owner`: what is not in the session is added where it
        would not follow by itself (35)."""
        if owner.in_session and not member.in_session and is_list:
            return
        for one, other in ((owner, member), (member, owner)):
            if one.in_session and not other.in_session:
                self.add_thing(other)

    def link_to_parent(self, link, parent, child):
        by_parent = link.list and self.random.random() < 0.5
        if link.kind == "one" and self.world.parent(link, child):
            # A pointer of the parent that it leaves would stay (D3).
            by_parent = False
        if link.kind == "key" and not child.in_session:
            # Nothing but itself adds it there (35).
            self.add_thing(child)
        if by_parent and link.kind == "list":
            self.append_child(link, parent, child)
            return
        if by_parent:
            self.join(parent, child, False)
            self.say("set_to_one", parent.number, link.list, child.number)
        else:
            self.join(child, parent, False)
            # The list of the parent that it leaves keeps it there, when the link was not loaded.
            is_move = child.in_session and link.list and self.world.parent(link, child)
            is_read = is_move and self.random.random() < 0.5
            if is_read:
                self.say("read", child.number, link.scalar)
            self.say("set_to_one", child.number, link.scalar, parent.number)
            self.world.link(link, child, parent)
            if is_move and not is_read:
                self.expire_all()
        self.world.link(link, child, parent)
        if parent.in_session:
            self.world.add(child)

    def append_child(self, link, parent, child):
        self.join(parent, child, True)
        self.say("append", parent.number, link.list, child.number)
        self.world.link(link, child, parent)
        if parent.in_session:
            self.world.add(child)

    def link_pair(self, link, left, right):
        pair = (link, left.number, right.number)
        if pair in self.world.pairs:
            return
        one, other, name = self.random.choice(
            [(left, right, link.list), (right, left, link.scalar)])
        self.join(one, other, True)
        self.say("append", one.number, name, other.number)
        self.world.change_pairs(set(), {pair})
        if one.in_session:
            self.world.add(other)

    def unlink(self):
        if self.world.pairs and self.random.random() < 0.4:
            self.unlink_pair()
        elif self.world.parents:
            link, number = self.random.choice(list(self.world.parents))
            child = self.world.things[number]
            if self.can_unlink(link, child):
                self.flush_if_pending(link, child)
                self.unlink_child(link, child)

    def unlink_child(self, link, child):
        parent = self.world.parent(link, child)
        if link.kind == "list" and (child.entity == ASSOCIATION or self.random.random() < 0.5):
            self.say("unlink", parent.number, link.list, child.number)
        elif link.kind == "one" and self.random.random() < 0.5:
            self.say("set_to_one", parent.number, link.list, "-")
        else:
            self.clear_parent(link, child)
            return
        self.lose(link, child)

    def clear_parent(self, link, child):
        # What is not loaded loses its key in SQLAlchemy, and is no orphan (47); and the list of the
        # parent keeps it (12).
        is_read = link.orphan or self.random.random() < 0.5
        if is_read:
            self.say("read", child.number, link.scalar)
        self.say("set_to_one", child.number, link.scalar, "-")
        self.lose(link, child)
        if not is_read and link.list and child.in_session:
            self.expire_all()

    def can_unlink(self, link, child):
        """An orphan that was never in a session is remembered there as one."""
        return not link.orphan or (child.in_session and all(
            other.in_session for other in self.world.neighbours(child)))

    def lose(self, link, child):
        if link.orphan:
            self.world.doom(child)
            self.is_stale = True
        else:
            self.world.link(link, child, None)

    def unlink_pair(self):
        if not self.world.pairs:
            return
        pair = self.random.choice(sorted(self.world.pairs))
        link, left, right = pair
        if "pending" in (self.world.things[left].state, self.world.things[right].state):
            self.flush()
        one, other, name = self.random.choice(
            [(left, right, link.list), (right, left, link.scalar)])
        self.say("unlink", one, name, other)
        self.world.change_pairs({pair}, set())

    def assign(self):
        link = self.pick([link for link in LINKED if link.kind in ("list", "pairs")
                          and self.world.of(link.parent) and self.world.of(link.child)])
        if link is None:
            return
        owner = self.pick(self.world.of(link.parent))
        if link.kind == "pairs":
            self.assign_pairs(link, owner)
        else:
            self.assign_children(link, owner)

    def assign_children(self, link, owner):
        old = self.world.children(link, owner)
        new = [c for c in self.world.of(link.child)
               if c in old or self.can_link(link, owner, c)]
        new = self.random.sample(new, min(len(new), self.random.randint(0, 3)))
        lost = [child for child in old if child not in new]
        if not all(self.can_unlink(link, child) for child in lost):
            return
        for child in [*lost, *new]:
            self.flush_if_pending(link, child)
        for child in new:
            self.join(owner, child, True)
        self.say("assign", owner.number, link.list, *(child.number for child in new))
        for child in lost:
            self.lose(link, child)
        for child in new:
            self.world.link(link, child, owner)
            if owner.in_session:
                self.world.add(child)

    def assign_pairs(self, link, owner):
        if owner.state == "pending":
            self.flush()
        members = self.world.of(link.child)
        members = self.random.sample(members, min(len(members), self.random.randint(0, 3)))
        for member in members:
            self.join(owner, member, True)
        self.say("assign", owner.number, link.list, *(member.number for member in members))
        self.world.change_pairs(
            {pair for pair in self.world.pairs if pair[:2] == (link, owner.number)},
            {(link, owner.number, member.number) for member in members})
        for member in members if owner.in_session else []:
            self.world.add(member)

    def move_by_hand(self):
        """Out of one list and into another, with no flush between that would delete it (45)."""
        self.flush()
        link = next(link for link in LINKS if link.child == "Comment")
        comment = self.pick([c for c in self.world.of("Comment", "stored")
                             if self.world.parent(link, c) is not None])
        post = self.pick(self.world.of("Post", "stored"))
        if comment is None or post is None:
            return
        old = self.world.parent(link, comment)
        self.without_autoflush(("unlink", old.number, "comments", comment.number),
                               ("append", post.number, "comments", comment.number))
        self.world.link(link, comment, post)
