-- Tables that a run has listed and could not describe or annotate, by name: the next one asks for them in any case.
ALTER TABLE describe_validator ADD COLUMN pending text[] NOT NULL DEFAULT '{}';
