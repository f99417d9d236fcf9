"""Gives every entity, table, column and relationship of the first program another name.

usage: rename.py SAMPLE_DIR OUTPUT_DIR
"""
import pathlib
import re
import sys

NAMES = {
    "User": "Zebra", "Post": "Quokka", "Profile": "Lynx", "Student": "Ibex", "Course": "Marmot",
    "student_course": "ibex_marmot", "student_id": "ibex_ref", "course_id": "marmot_ref",
    "user_id": "zebra_ref", "id": "number", "name": "label", "title": "heading", "bio": "story",
    "posts": "burrows", "profile": "shadow", "user": "keeper", "courses": "slopes",
    "students": "climbers", "relationships": "menagerie",
}


def main(sample, output):
    words = re.compile(r"\b(set_)?(" + "|".join(NAMES) + r")\b")
    renamed = lambda text: words.sub(lambda word: (word[1] or "") + NAMES[word[2]], text)
    for source, target in (("relationships.orm", "menagerie.orm"), ("main.cpp", "main.cpp")):
        text = (pathlib.Path(sample) / source).read_text(encoding="utf-8")
        (pathlib.Path(output) / target).write_text(renamed(text), encoding="utf-8")


main(*sys.argv[1:])
