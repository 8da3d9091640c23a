"""The rules for persons: how two names agree, what else agrees, and whether that is enough."""

from __future__ import annotations

from kg.identity.matching import Rule

SAME_BODY = Rule("person-name-body", "the same full name, and both belong to {}", 0.96, safe=True)
SAME_OCCASION = Rule("person-name-occasion", "the same full name, in the same town on the same day", 0.94, safe=True)
SAME_COMPANY = Rule("person-name-company", "the same full name, and both reports name {}", 0.92, safe=True)
SAME_LONG = Rule("person-name-long", "the same full name of {} words", 0.93, safe=True)
SAME_KNOWN = Rule("person-name-known", "the same full name, and both reports name {}", 0.91, safe=True)
SAME_ROLE_NEAR = Rule("person-name-role-near", "the same full name, both are {}", 0.93, safe=True)
SAME_AREA = Rule("person-name-area", "the same full name, and both reports name {} within two months", 0.91, safe=True)
SAME_ROLE = Rule("person-name-role", "the same full name, and both are {}", 0.6)
SAME_TOWN = Rule("person-name-town", "the same full name, and both reports name {}", 0.5)
SAME_NAME = Rule("person-name", "the same full name", 0.4)
SPELLED_BODY = Rule("person-spelled-body", "one full name in two spellings, and both belong to {}", 0.93, safe=True)
SPELLED_OCCASION = Rule(
    "person-spelled-occasion", "one full name in two spellings, in the same town on the same day", 0.92, safe=True
)
SPELLED_COMPANY = Rule(
    "person-spelled-company", "one full name in two spellings, and both reports name {}", 0.91, safe=True
)
SPELLED_ROLE_NEAR = Rule("person-spelled-role-near", "one full name in two spellings, both are {}", 0.91, safe=True)
SPELLED_AREA = Rule(
    "person-spelled-area", "one full name in two spellings, both reports name {} within two months", 0.9, safe=True
)
SPELLED_ROLE = Rule("person-spelled-role", "one full name in two spellings, and both are {}", 0.4)
SPELLED_TOWN = Rule("person-spelled-town", "one full name in two spellings, and both reports name {}", 0.3)
PART_BODY = Rule("person-part-body", "one name has a word more, and both belong to {}", 0.91, safe=True)
PART_OCCASION = Rule("person-part-occasion", "one name has a word more, in the same town on the same day", 0.7)
PART_COMPANY = Rule(
    "person-part-company", "one name has a word more, and both reports name {} within weeks", 0.9, safe=True
)
INNER_STORY = Rule(
    "person-inner-story",
    "one has a name more, not the last of two, and both reports name {} within weeks",
    0.91,
    safe=True,
)
INNER_AREA = Rule(
    "person-inner-area", "one has a name more, not the last of two, both reports name {} within two months", 0.8
)
LONG_AREA = Rule(
    "person-long-area",
    "one has a name more beside three that agree, both reports name {} within two months",
    0.9,
    safe=True,
)
PART_ROLE_NEAR = Rule("person-part-role-near", "one name has a word more, both are {}", 0.91, safe=True)
TURNED_BODY = Rule("person-turned-body", "one full name in another order, and both belong to {}", 0.93, safe=True)
TURNED_OCCASION = Rule(
    "person-turned-occasion", "one full name in another order, in the same town on the same day", 0.91, safe=True
)
TURNED_COMPANY = Rule(
    "person-turned-company", "one full name in another order, and both reports name {}", 0.91, safe=True
)
TURNED_AREA = Rule(
    "person-turned-area", "one full name in another order, both reports name {} within two months", 0.9, safe=True
)
SWAPPED_ROLE = Rule("person-swapped-role", "two names in the other order, both are {} within weeks", 0.9, safe=True)
SWAPPED_BODY = Rule("person-swapped-body", "two names in the other order, and both belong to {}", 0.5)
SWAPPED_STORY = Rule("person-swapped-story", "two names in the other order, and both reports name {} within weeks", 0.4)
INITIAL_BODY = Rule("person-initial-body", "the initial and the surname of the other, and both belong to {}", 0.7)
INITIAL_OCCASION = Rule(
    "person-initial-occasion", "the initial and the surname of the other, in the same town on the same day", 0.5
)
INITIAL_COMPANY = Rule(
    "person-initial-company", "the initial and the surname of the other, and both reports name {}", 0.5
)
SURNAME_ROLE = Rule(
    "person-surname-role",
    "one is called by the surname of the other alone, both are {} within weeks",
    0.91,
    safe=True,
)
SURNAME_BODY = Rule(
    "person-surname-body", "one is called by the surname of the other alone, and both belong to {}", 0.6
)
SURNAME_STORY = Rule(
    "person-surname-story",
    "one is called by the surname of the other alone, and both reports name {} within weeks",
    0.5,
)
INITIAL_THEN = Rule(
    "person-initial-then",
    "the initial and the surname of the other, and both belong to {} within weeks",
    0.9,
    safe=True,
)
SURNAME_ONLY = Rule(
    "person-surname-only",
    "one is called by the surname of the other, which nobody else bears, and both reports name {} within weeks",
    0.9,
    safe=True,
)
INITIAL_ONLY = Rule(
    "person-initial-only",
    "the initial and the surname of the other, which nobody else bears, and both reports name {} within weeks",
    0.9,
    safe=True,
)
NEARLY_STORY = Rule(
    "person-nearly-story",
    "one first name, the others nearly the same, and both reports name {} within weeks",
    0.6,
)
NEARLY_ROLE = Rule(
    "person-nearly-role", "one first name, the others nearly the same, both are {} within weeks", 0.91, safe=True
)
INITIAL_ROLE = Rule(
    "person-initial-role", "the initial and the surname of the other, both are {} within weeks", 0.9, safe=True
)
SAME_ALIKE = Rule("person-name-alike", "the same full name, and both reports tell one story", 0.93, safe=True)
SPELLED_ALIKE = Rule(
    "person-spelled-alike", "one full name in two spellings, and both reports tell one story", 0.92, safe=True
)
INNER_ALIKE = Rule(
    "person-inner-alike", "one has a name more, not the last of two, and both reports tell one story", 0.91, safe=True
)
PART_ALIKE = Rule(
    "person-part-alike", "one name has a word more, and both reports tell one story and name {}", 0.9, safe=True
)
INITIAL_ALIKE = Rule(
    "person-initial-alike",
    "the initial and the surname of the other, which nobody else bears, and both reports tell one story",
    0.9,
    safe=True,
)
SURNAME_ALIKE = Rule(
    "person-surname-alike",
    "one is called by the surname of the other, which nobody else bears, and both reports tell one story",
    0.9,
    safe=True,
)
SWAPPED_ALIKE = Rule(
    "person-swapped-alike",
    "two names in the other order, which nobody else bears, and both reports tell one story",
    0.9,
    safe=True,
)
TAIL_ALIKE = Rule(
    "person-tail-alike", "one has a first name more, both are {}, and both reports tell one story", 0.9, safe=True
)
LOOSELY_ALIKE = Rule(
    "person-loosely-alike",
    "their names differ in a few letters, nobody else has a word of them, and both reports tell one story",
    0.9,
    safe=True,
)

LEVELS: dict[str, dict[str, Rule]] = {
    "same": {
        "long": SAME_LONG,
        "known": SAME_KNOWN,
        "body": SAME_BODY,
        "occasion": SAME_OCCASION,
        "company": SAME_COMPANY,
        "role near": SAME_ROLE_NEAR,
        "role": SAME_ROLE,
        "area": SAME_AREA,
        "near": SAME_TOWN,
        "alike near": SAME_ALIKE,
        "": SAME_NAME,
    },
    "spelled": {
        "body": SPELLED_BODY,
        "occasion": SPELLED_OCCASION,
        "company": SPELLED_COMPANY,
        "role near": SPELLED_ROLE_NEAR,
        "role": SPELLED_ROLE,
        "area": SPELLED_AREA,
        "alike only": SPELLED_ALIKE,
        "near": SPELLED_TOWN,
    },
    "turned": {
        "body": TURNED_BODY,
        "occasion": TURNED_OCCASION,
        "company": TURNED_COMPANY,
        "area": TURNED_AREA,
    },
    "swapped": {
        "office story": SWAPPED_ROLE,
        "body": SWAPPED_BODY,
        "story": SWAPPED_STORY,
        "alike only": SWAPPED_ALIKE,
    },
    "inner": {
        "area": INNER_AREA,
        "body": PART_BODY,
        "occasion": PART_OCCASION,
        "story": INNER_STORY,
        "alike then": INNER_ALIKE,
        "role near": PART_ROLE_NEAR,
    },
    "long": {
        "area": LONG_AREA,
        "body": PART_BODY,
        "occasion": PART_OCCASION,
        "story": INNER_STORY,
        "role near": PART_ROLE_NEAR,
    },
    "part": {"body": PART_BODY, "occasion": PART_OCCASION, "company then": PART_COMPANY, "alike company": PART_ALIKE},
    "loosely": {"alike only": LOOSELY_ALIKE},
    "tail": {
        "body": PART_BODY,
        "occasion": PART_OCCASION,
        "company then": PART_COMPANY,
        "role near": PART_ROLE_NEAR,
        "alike role": TAIL_ALIKE,
        "alike company": PART_ALIKE,
    },
    "nearly": {"story": NEARLY_STORY, "role story": NEARLY_ROLE},
    "initial": {
        "body": INITIAL_BODY,
        "occasion": INITIAL_OCCASION,
        "company": INITIAL_COMPANY,
        "office story": INITIAL_ROLE,
        "body then": INITIAL_THEN,
        "only story": INITIAL_ONLY,
        "alike only": INITIAL_ALIKE,
    },
    "surname": {
        "office story": SURNAME_ROLE,
        "body": SURNAME_BODY,
        "story": SURNAME_STORY,
        "only story": SURNAME_ONLY,
        "alike only": SURNAME_ALIKE,
    },
}
"""How two names agree → what else agrees → the rule."""
