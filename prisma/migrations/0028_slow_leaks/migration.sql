-- A code may also look leaked because it is used day after day, over four weeks.
ALTER TABLE "leak_alarm" DROP CONSTRAINT leak_alarm_span, DROP CONSTRAINT leak_alarm_because,
  ADD CONSTRAINT leak_alarm_span CHECK (span IN ('hour', 'day', 'week', 'month')),
  ADD CONSTRAINT leak_alarm_because CHECK (because IN ('more than usual', 'coupon site', 'day after day'));
