-- Schedules are fired by connection.next_run_at alone. Quartz's tables stay, for replicas of the version before write to
-- them, and go with the next version.
-- Taken back by dropping the index and the table; a replica of the version before makes its triggers anew when it starts.

-- In the order in which a tick of the version before locks: it is either over, or comes after what follows.
LOCK TABLE connection IN EXCLUSIVE MODE;
LOCK TABLE qrtz_locks IN EXCLUSIVE MODE;

-- What is due next, and longest.
CREATE INDEX connection_next_run ON connection (next_run_at) WHERE next_run_at IS NOT NULL;

-- A time that Quartz has yet to fire, or has missed, may be earlier than what its connection was told when it was saved.
UPDATE connection c SET next_run_at = t.fire_time
FROM (
    SELECT trigger_name, to_timestamp(next_fire_time / 1000.0) AS fire_time FROM qrtz_triggers
    WHERE trigger_group = 'connection' AND next_fire_time > 0) t
WHERE t.trigger_name = c.id::text AND c.status = 'ready' AND c.schedule_enabled AND c.schedule_cron IS NOT NULL
  AND (c.next_run_at IS NULL OR t.fire_time < c.next_run_at)
  AND NOT EXISTS (
    SELECT FROM schedule_tick k WHERE k.connection_id = c.id AND k.fire_time = t.fire_time);

DELETE FROM qrtz_fired_triggers;
DELETE FROM qrtz_cron_triggers;
DELETE FROM qrtz_simple_triggers;
DELETE FROM qrtz_simprop_triggers;
DELETE FROM qrtz_blob_triggers;
DELETE FROM qrtz_triggers;
DELETE FROM qrtz_job_details;

-- What one replica at a time does for all of them, and when it is to be done next.
CREATE TABLE housekeeping (
    task        text PRIMARY KEY,
    next_run_at timestamptz NOT NULL
);
INSERT INTO housekeeping (task, next_run_at)
VALUES ('removal', now()), ('retention', now()), ('idle-grants', now());
