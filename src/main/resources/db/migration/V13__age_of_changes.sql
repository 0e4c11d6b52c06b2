-- Changes that have become old. Rows come in the order of their time, so a look at ranges of pages is enough. A migration
-- of its own, so that it locks nothing else meanwhile.
-- Taken back by dropping the index.
CREATE INDEX catalog_change_at ON catalog_change USING brin (at);
