import { NONE } from '../../domain/keys';
import { DAY_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';

/**
 * Ids of contacts; the id of a contact by phone is its call key. A city day has a block of ids in four parts: calls of people who call again for the
 * first, second and third time, then the contacts themselves, numbered from 1 as they come. So an id tells its day, a call that is tried again tells
 * the first try, and the highest id of a log is always a contact's, never a later try's.
 */
const NUMBERS = 2 ** 18;
const PARTS = 4;
const DAY_BLOCK = NUMBERS * PARTS;
/** Day 0 of the ids: 2022-01-01, in days since 1970. Keys of 32 bits have room for eleven years. */
const FIRST_DAY = 18_993;
const DAYS = 2 ** 32 / DAY_BLOCK;

/** Contacts that a city day may have. */
export const CONTACTS_A_DAY = NUMBERS - 1;

/** A contact that calls again does so at most so often. */
export const MOST_RETRIALS = PARTS - 1;

/** `date`: days since 1970 of the city day; `number`: from 1. Throws a RangeError on a day that has no ids. */
export function contactId(date: number, number: number): number {
  const day = date - FIRST_DAY;
  if (!(day >= 0 && day < DAYS)) throw new RangeError(`a simulated city has days from 2022 to 2033, not day ${date} since 1970`);
  return day * DAY_BLOCK + (PARTS - 1) * NUMBERS + number;
}

/** Whether there are ids for the days round about `at`. */
export function hasContactIds(at: Instant): boolean {
  const day = Math.floor(at / DAY_MS) - FIRST_DAY;
  return day >= 1 && day < DAYS - 366;
}

/** Which contact of its day this is, from 1; the same for every try. */
export function numberInDay(id: number): number {
  return id % NUMBERS;
}

/** Days since 1970 of the city day of a contact. */
export function dateOfContact(id: number): number {
  return Math.floor(id / DAY_BLOCK) + FIRST_DAY;
}

/** 0: the contact itself; 1…3: the call of somebody who tries again. */
export function tryOf(id: number): number {
  return (Math.floor((id % DAY_BLOCK) / NUMBERS) + 1) % PARTS;
}

/** The first try of the same person about the same matter. */
export function firstTry(id: number): number {
  return id - (id % DAY_BLOCK) + (PARTS - 1) * NUMBERS + numberInDay(id);
}

/** The id of the next try; NONE after the last. */
export function nextTry(id: number): number {
  const tried = tryOf(id);
  return tried >= MOST_RETRIALS ? NONE : id - (id % DAY_BLOCK) + tried * NUMBERS + numberInDay(id);
}

/** yyMMdd of the city day of a contact. */
export function dateOf(id: number): string {
  return yearMonthDay(new Date(dateOfContact(id) * DAY_MS));
}

/** yyMMdd of a date whose UTC fields are the city's. */
export function yearMonthDay(date: Date): string {
  const number = (date.getUTCFullYear() % 100) * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return String(number).padStart(6, '0');
}
