-- What names and texts are searched by. The indexes over it are made after the start (LargeIndexes), for a catalog may have
-- millions of rows: until then search answers by what V2 has made.
-- Taken back by dropping the functions, and the indexes that need them.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The extension calls itself STABLE, for its rules are a file. An index needs what stays: a change of the file wants the
-- indexes made anew. Its schema is written into the function, for whoever restores a dump has another search path.
DO $$
DECLARE
    extension_schema text := (
        SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'unaccent');
BEGIN
    EXECUTE format(
        'CREATE FUNCTION search_unaccent(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE'
            || ' RETURN %1$I.unaccent(%2$L::regdictionary, value)',
        extension_schema, format('%I.unaccent', extension_schema));
END
$$;

-- Without case and diacritics. Most names are ASCII, which need not be asked for diacritics.
CREATE FUNCTION search_fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(CASE WHEN octet_length(value) = char_length(value) THEN value ELSE search_unaccent(value) END);

-- A name and a label as parts of them are looked for: without what joins words, so that annualrevenue is in
-- Annual_Revenue__c, and email in E-Mail. translate takes as long as it has characters to look for.
CREATE FUNCTION search_names(name text, label text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN search_fold(translate(left(name || coalesce(' ' || label, ''), 1000), '_-./''', ''));

-- What the parser of words would take for a part of one: of a host, an address, a path, a number or a tag.
CREATE FUNCTION search_separated(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN search_fold(translate(value, '_-./@&<+~', '         '));

-- Texts as words of them are looked for. PostgreSQL holds a megabyte of words at most; a text may have more.
CREATE FUNCTION search_words(value text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('pg_catalog.simple', search_separated(left(value, 100000)));

-- The words that a text has to have, in any order.
CREATE FUNCTION search_query(value text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN plainto_tsquery('pg_catalog.simple', search_separated(value));

-- Names of tables that a column refers to, whatever their case.
CREATE FUNCTION lower_each(names text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(SELECT lower(n.name) FROM unnest(names) AS n (name));
