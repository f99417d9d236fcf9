"""What the objects of a program are linked to, as far as its generator has to know."""

import collections
import copy

from entities import LINKS


class Thing:
    """An object: `transient`, `pending`, `stored`, or `doomed`, which the next flush deletes."""

    def __init__(self, number, entity, key, words):
        self.number, self.entity, self.key, self.words = number, entity, key, words
        self.state = "transient"

    @property
    def in_session(self):
        return self.state != "transient"


class World:
    def __init__(self):
        self.things = {}
        # (link, number of the child) -> number of the parent; what it was at the last flush.
        self.parents = {}
        self.flushed_parents = {}
        # All links from children to parents since then, (link, child, parent).
        self.recent = set()
        # The (link, child) of all that was linked or unlinked.
        self.touched = set()
        # (link, number of one end, number of the other); and what changed since the last flush.
        self.pairs = set()
        self.touched_pairs = set()
        # What another object may take: the keys of rows that are gone.
        self.free_keys = collections.defaultdict(set)

    def copy(self):
        return copy.deepcopy(self)

    def of(self, entity, *states):
        states = states or ("transient", "pending", "stored")
        return [t for t in self.things.values() if t.entity == entity and t.state in states]

    def parent(self, link, child):
        number = self.parents.get((link, child.number))
        return None if number is None else self.things[number]

    def children(self, link, parent):
        return [self.things[child] for (of, child), number in self.parents.items()
                if of == link and number == parent.number]

    def link(self, link, child, parent):
        self.touched.add((link, child.number))
        if parent is None:
            self.parents.pop((link, child.number), None)
        else:
            self.parents[link, child.number] = parent.number
            self.recent.add((link, child.number, parent.number))

    def change_pairs(self, old, new):
        self.touched_pairs |= old | new
        self.pairs = self.pairs - old | new

    def neighbours(self, thing):
        for (_, child), parent in self.parents.items():
            if thing.number in (child, parent):
                yield self.things[parent if child == thing.number else child]
        for _, one, other in self.pairs:
            if thing.number in (one, other):
                yield self.things[other if one == thing.number else one]

    def transient_around(self, numbers):
        """With all that they are linked to and that is not in the session."""
        found, next_ones = set(), set(numbers)
        while next_ones:
            found |= next_ones
            next_ones = {other.number for n in next_ones for other in self.neighbours(
                self.things[n]) if not other.in_session} - found
        return found

    def has_as_it_was(self, number, before):
        return (number in self.things and not self.things[number].in_session
                and self.links_of(number) == before.links_of(number))

    def links_of(self, number):
        return ({(key, parent) for key, parent in self.parents.items()
                 if number in (key[1], parent)},
                {pair for pair in self.pairs if number in pair[1:]})

    def add(self, thing):
        """With all that it reaches."""
        if thing.state == "transient":
            thing.state = "pending"
            for other in self.neighbours(thing):
                self.add(other)

    def doom(self, thing):
        """With all that belongs to it."""
        if thing.state == "doomed":
            return
        thing.state = "doomed"
        for link in LINKS:
            if link.parent == thing.entity and link.kind != "pairs":
                for child in self.children(link, thing):
                    if link.orphan:
                        self.doom(child)
                    self.link(link, child, None)
            if link.child == thing.entity:
                self.link(link, thing, None)
        self.pairs = {pair for pair in self.pairs if thing.number not in pair[1:]}

    def flush(self):
        for thing in list(self.things.values()):
            if thing.state == "doomed":
                self.free_keys[thing.entity].add(thing.key)
                del self.things[thing.number]
            elif thing.state == "pending":
                thing.state = "stored"
        self.flushed_parents = dict(self.parents)
        self.touched.clear()
        self.recent = {(link, child, parent) for (link, child), parent in self.parents.items()}
        self.touched_pairs.clear()

    def has_new_links(self, thing):
        return (any(thing.number in pair[1:] for pair in self.pairs & self.touched_pairs)
                or any(thing.number in (key[1], parent) and key in self.touched
                       for key, parent in self.parents.items()))

    def forget(self, numbers):
        """The program does not use them again."""
        self.things = {n: t for n, t in self.things.items() if n not in numbers}
        self.parents = {(link, child): parent for (link, child), parent in self.parents.items()
                        if not {child, parent} & numbers}
        self.pairs = {pair for pair in self.pairs if not numbers & set(pair[1:])}

    def is_ancestor(self, link, ancestor, thing):
        while thing is not None:
            if thing is ancestor:
                return True
            thing = self.parent(link, thing)
        return False
