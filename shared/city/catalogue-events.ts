import type { DomainEvent } from '../domain/events';
import { NONE } from '../domain/keys';
import { plannedAt } from '../domain/tasks';
import type { Instant } from '../time/instant';
import { zoneClock } from '../time/zone';
import type { CityDefinition } from './city-definition';

/** Key k belongs to entry k − 1 of the file. */
export function keysByCode(codes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(codes.map((code, index) => [code, index + 1]));
}

/**
 * The events that introduce a city: districts, townships, units, categories (parents first), queues with keys 1…n in the order of their files, then
 * the monthly tasks with a progress as of `now`. The same definition and city day always give the same events. Measured progress is not
 * published, so it is invented here from the plan and every task that carries it says `sample`.
 */
export function catalogueEvents(definition: CityDefinition, now: Instant): DomainEvent[] {
  const { city, districts, townships, units, categories } = definition;
  const districtKeys = keysByCode(districts.features.map((feature) => feature.properties.code));
  const categoryKeys = keysByCode(categories.map((category) => category.code));
  const events: DomainEvent[] = [];
  for (const [i, { properties }] of districts.features.entries())
    events.push({ kind: 'catalogue.district-added', district: i + 1, code: properties.code, name: properties.name });
  for (const [i, { code, district, name, point }] of townships.entries())
    events.push({
      kind: 'catalogue.township-added',
      township: i + 1,
      code,
      district: districtKeys.get(district) ?? NONE,
      name,
      place: { longitude: point[0], latitude: point[1] },
    });
  for (const [i, { code, kind, short, district }] of units.entries())
    events.push({
      kind: 'catalogue.unit-added',
      unit: i + 1,
      code,
      unitKind: kind,
      district: district === null ? NONE : (districtKeys.get(district) ?? NONE),
      name: short,
    });
  for (const [i, { code, parent, name }] of categories.entries())
    events.push({
      kind: 'catalogue.category-added',
      category: i + 1,
      code,
      parent: parent === null ? NONE : (categoryKeys.get(parent) ?? NONE),
      name,
    });
  for (const [i, { code, name, thresholdMs, abandonRule }] of city.queues.entries())
    events.push({ kind: 'catalogue.queue-added', queue: i + 1, code, name, thresholdMs, abandonRule });
  return [...events, ...taskEvents(definition, now)];
}

function taskEvents(definition: CityDefinition, now: Instant): DomainEvent[] {
  const clock = zoneClock(definition.city.zone);
  const unitKeys = keysByCode(definition.units.map((unit) => unit.code));
  const events: DomainEvent[] = [];
  for (const [i, task] of definition.tasks.entries()) {
    const { year, name, lead, target, unit, plan, id } = task;
    // Progress below is ours, so the task is a sample whatever the file says of its target.
    events.push({
      kind: 'task.defined',
      task: i + 1,
      name,
      lead: lead === null ? NONE : (unitKeys.get(lead) ?? NONE),
      year,
      target,
      measure: unit,
      plan,
      sample: true,
    });
    const planned = plannedAt(plan, year, clock.startOfDay(now), clock);
    events.push({ kind: 'task.progressed', task: i + 1, value: Math.round(planned * (0.8 + 0.25 * pace(id))) });
  }
  return events;
}

/** 0…1, always the same for the same task. */
function pace(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}
