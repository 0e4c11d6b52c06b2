-- At each start. Names are compared in lower case, here and in Java: a database that makes something else of an I, as
-- Turkish and Azeri do, would never find what was stored.
DO $$
BEGIN
    IF lower('I') <> 'i' THEN
        RAISE EXCEPTION 'This database has the collation %, in which the lower case of I is %. Orgscribe needs one in which it is i.',
            (SELECT coalesce(nullif(to_jsonb(d) ->> 'daticulocale', ''), to_jsonb(d) ->> 'datlocale', datcollate)
             FROM pg_database d WHERE datname = current_database()),
            lower('I')
            USING HINT = 'Give it a database made by CREATE DATABASE … TEMPLATE template0 LOCALE ''C.UTF-8'', or by'
                || ' CREATE DATABASE … TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE ''und'' LOCALE ''C.UTF-8''.';
    END IF;
END
$$;
