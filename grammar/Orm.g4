// The syntax of `.orm` schemas. README.md beside this file shows each construct.
//
// Words are soft: all but `true`, `false` and `null` can be names, see the rule `name`. The values
// of a clause that is always followed by one word are not listed here but where the syntax tree is
// built, so that a wrong word gets a message with the right ones.
grammar Orm;

file: item* EOF;

item
    : languageVersion
    | annotation* (namespaceLine | importLine | entity | linkTable | mixin | enumeration | typeAlias)
    ;

languageVersion: 'orm' INTEGER ';';

namespaceLine: 'namespace' qualifiedName namespaceClause* ';';

namespaceClause
    : 'tables' word
    | 'columns' word
    | 'schema' STRING
    ;

importLine: 'import' STRING ';';

// Declarations

entity: 'entity' name headerClause* body;

linkTable: 'table' name headerClause* body;

mixin: 'mixin' name headerClause* body;

headerClause
    : 'with' qualifiedName (',' qualifiedName)*
    | 'table' STRING
    | 'renamed' 'from' STRING
    | cppClass
    ;

cppClass: 'as' STRING 'include' STRING;

enumeration: 'enum' name (':' typeName)? enumBody;

enumBody: '{' enumerator* '}';

enumerator: annotation* name ('=' (INTEGER | STRING))? ';';

typeAlias: 'type' name '=' typeName cppClass? ';';

// Members

body: '{' member* '}';

member: annotations+=annotation* (column | relationship | primaryKey | unique | index | check | foreignKey);

// The labels are fields, where the functions of the same parts search: of members there are many.
column: name ':' columnType optional='?'? clauses+=clause* ';';

columnType
    : 'foreign' 'key' qualifiedName
    | typeName
    ;

typeName: qualifiedName typeArguments? (open='[' close=']')?;

typeArguments: '(' INTEGER (',' INTEGER)* ')';

relationship: 'relationship' name ':' qualifiedName (open='[' close=']')? optional='?'? clauses+=clause* ';';

primaryKey: 'primary' 'key' nameList ';';

unique: 'unique' name? nameList ';';

index: 'index' name? '(' indexItem (',' indexItem)* ')' ('where' sql)? ';';

indexItem: (name | sql) ('asc' | 'desc')?;

check: 'check' name? sql ';';

foreignKey: 'foreign' 'key' nameList 'references' qualifiedName nameList clauses+=clause* ';';

// One rule for all clauses, so that a clause in the wrong place is understood, and named.
clause
    : 'primary' 'key'
    | 'autoincrement' word
    | 'unique'
    | 'index'
    | 'check' sql
    | '=' value
    | 'server_default' sql
    | 'onupdate' name '(' ')'
    | 'computed' sql 'persisted'?
    | 'deferred'
    | 'version_id'
    | 'collate' STRING
    | 'column' STRING
    | 'on' ('delete' | 'update') keyAction
    | 'renamed' 'from' STRING
    | 'deprecated' STRING
    | 'secondary' qualifiedName secondaryPath?
    | 'back_populates' name
    | 'uselist' word
    | 'foreign_keys' name (',' name)*
    | 'cascade' cascadeWord (',' cascadeWord)*
    | 'single_parent'
    | 'post_update'
    | 'viewonly'
    | 'passive_deletes' 'all'?
    | 'passive_updates' word
    | 'order_by' orderItem (',' orderItem)*
    | 'lazy' word
    | 'join_depth' INTEGER
    ;

keyAction
    : 'set' word
    | 'no' word
    | word
    ;

cascadeWord: word | DELETE_ORPHAN | SAVE_UPDATE | REFRESH_EXPIRE | HYPHENATED;

secondaryPath: '(' name '->' name ')';

orderItem: name ('asc' | 'desc')?;

// Parts

annotation: '@' name ('(' (annotationArgument (',' annotationArgument)*)? ')')?;

annotationArgument: (name ':')? value;

value
    : 'null'
    | 'true'
    | 'false'
    | INTEGER
    | DECIMAL
    | STRING
    | name ('(' ')')?
    ;

// The variants for several dialects follow each other.
sql: SQL+;

nameList: '(' name (',' name)* ')';

qualifiedName: name ('.' name)*;

word: name | 'true' | 'false' | 'null';

name
    : IDENTIFIER
    | ORM | NAMESPACE | TABLES | COLUMNS | SCHEMA | IMPORT
    | ENTITY | TABLE | MIXIN | ENUM | TYPE | WITH | AS | INCLUDE
    | RELATIONSHIP | PRIMARY | KEY | UNIQUE | INDEX | CHECK | FOREIGN | REFERENCES | WHERE
    | AUTOINCREMENT | SERVER_DEFAULT | ONUPDATE | COMPUTED | PERSISTED | DEFERRED | VERSION_ID
    | COLLATE | COLUMN | ON | DELETE | UPDATE | SET | NO | RENAMED | FROM | DEPRECATED
    | SECONDARY | BACK_POPULATES | USELIST | FOREIGN_KEYS | CASCADE | SINGLE_PARENT | POST_UPDATE
    | VIEWONLY | PASSIVE_DELETES | PASSIVE_UPDATES | ALL | ORDER_BY | ASC | DESC | LAZY | JOIN_DEPTH
    ;

// Words

ORM: 'orm';
NAMESPACE: 'namespace';
TABLES: 'tables';
COLUMNS: 'columns';
SCHEMA: 'schema';
IMPORT: 'import';
ENTITY: 'entity';
TABLE: 'table';
MIXIN: 'mixin';
ENUM: 'enum';
TYPE: 'type';
WITH: 'with';
AS: 'as';
INCLUDE: 'include';
RELATIONSHIP: 'relationship';
PRIMARY: 'primary';
KEY: 'key';
UNIQUE: 'unique';
INDEX: 'index';
CHECK: 'check';
FOREIGN: 'foreign';
REFERENCES: 'references';
WHERE: 'where';
AUTOINCREMENT: 'autoincrement';
SERVER_DEFAULT: 'server_default';
ONUPDATE: 'onupdate';
COMPUTED: 'computed';
PERSISTED: 'persisted';
DEFERRED: 'deferred';
VERSION_ID: 'version_id';
COLLATE: 'collate';
COLUMN: 'column';
ON: 'on';
DELETE: 'delete';
UPDATE: 'update';
SET: 'set';
NO: 'no';
RENAMED: 'renamed';
FROM: 'from';
DEPRECATED: 'deprecated';
SECONDARY: 'secondary';
BACK_POPULATES: 'back_populates';
USELIST: 'uselist';
FOREIGN_KEYS: 'foreign_keys';
CASCADE: 'cascade';
SINGLE_PARENT: 'single_parent';
POST_UPDATE: 'post_update';
VIEWONLY: 'viewonly';
PASSIVE_DELETES: 'passive_deletes';
PASSIVE_UPDATES: 'passive_updates';
ALL: 'all';
ORDER_BY: 'order_by';
ASC: 'asc';
DESC: 'desc';
LAZY: 'lazy';
JOIN_DEPTH: 'join_depth';
TRUE: 'true';
FALSE: 'false';
NULL_: 'null';

DELETE_ORPHAN: 'delete-orphan';
SAVE_UPDATE: 'save-update';
REFRESH_EXPIRE: 'refresh-expire';

IDENTIFIER: LETTER WORD_CHARACTER*;

// Wrong everywhere but as a mistyped cascade.
HYPHENATED: IDENTIFIER ('-' IDENTIFIER)+;

// Punctuation

LEFT_BRACE: '{';
RIGHT_BRACE: '}';
LEFT_PARENTHESIS: '(';
RIGHT_PARENTHESIS: ')';
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
SEMICOLON: ';';
COLON: ':';
COMMA: ',';
DOT: '.';
EQUALS: '=';
QUESTION_MARK: '?';
AT: '@';
ARROW: '->';

// Literals. The text comes as bytes: \u0080-\u00ff are the parts of characters beyond ASCII.

INTEGER: '-'? DIGIT+;
DECIMAL: '-'? DIGIT+ ('.' DIGIT+ EXPONENT? | EXPONENT);
STRING: '"' STRING_CHARACTER* '"';
// A dialect tag is glued to the opening backtick.
SQL: IDENTIFIER? '`' SQL_CHARACTER* '`';

// Wrong everywhere; tokens so that the message can name them.

BAD_NUMBER: '-'? DIGIT (WORD_CHARACTER | '.' DIGIT)*;
UNTERMINATED_STRING: '"' STRING_CHARACTER* '\\'?;
UNTERMINATED_SQL: IDENTIFIER? '`' SQL_CHARACTER*;
UNTERMINATED_COMMENT: '/*' ('*'* ~[*/] | '/')* '*'*;

// Comments stay beside the text that is parsed; `///` is attached by its position.

DOC_COMMENT: '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' ('*'* ~[*/] | '/')* '*'+ '/' -> channel(HIDDEN);
WHITESPACE: [ \t\r\n\f]+ -> skip;

// Wrong everywhere; a run of bytes beyond ASCII is one token.
INVALID: [\u0080-\u00ff]+ | .;

fragment LETTER: [A-Za-z_];
fragment WORD_CHARACTER: [A-Za-z0-9_];
fragment DIGIT: [0-9];
fragment EXPONENT: [eE] [+-]? DIGIT+;
fragment STRING_CHARACTER: ~["\\\r\n] | '\\' ~[\r\n];
fragment SQL_CHARACTER: ~'`' | '``';
