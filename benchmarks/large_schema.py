"""A schema of so many entities, each with ten columns and linked to the one before and after it."""
import os

VALUES = 8


def write_schema(folder, entities):
    path = os.path.join(folder, "large.orm")
    with open(path, "w", encoding="utf-8") as file:
        file.write("orm 1;\nnamespace large tables plural_snake columns snake;\n")
        file.writelines(entity(number, entities) for number in range(entities))
    return path


def entity(number, entities):
    lines = [f"entity Type{number} {{", "  id: int64 primary key;"]
    lines += [f"  value_{i}: {'string' if i % 2 else 'int64?'};" for i in range(VALUES)]
    if number > 0:
        lines += [f"  previous_id: foreign key Type{number - 1}.id?;",
                  f"  relationship previous: Type{number - 1}? back_populates nexts;"]
    if number + 1 < entities:
        lines.append(f"  relationship nexts: Type{number + 1}[] back_populates previous;")
    return "\n".join(lines) + "\n}\n"
