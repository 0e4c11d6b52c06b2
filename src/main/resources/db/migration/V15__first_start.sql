-- What each replica would insert at its first start: of those that start at once on a new database all but one would
-- find it inserted meanwhile, and fail.

-- Quartz inserts its locks when it first needs them.
INSERT INTO qrtz_locks (sched_name, lock_name)
VALUES ('QuarkusQuartzScheduler', 'TRIGGER_ACCESS'), ('QuarkusQuartzScheduler', 'STATE_ACCESS')
ON CONFLICT DO NOTHING;

-- It is no job of Quartz's any more: each replica looks by itself. One of the version before goes without until it is
-- replaced, which is nothing to grants that are idle for days.
DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'idle-grants';
DELETE FROM qrtz_triggers WHERE trigger_name = 'idle-grants';
DELETE FROM qrtz_job_details WHERE job_name = 'idle-grants';
