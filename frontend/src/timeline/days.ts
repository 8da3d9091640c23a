// Days as whole numbers (since 1970, in UTC), and dates in words.

const MILLISECONDS = 86_400_000;

/** The number of a day written as 2021-05-03; null for anything else. */
export function dayOf(date: string | null): number | null {
  const found = /^(-?\d{4,6})-(\d\d)-(\d\d)/.exec(date ?? "");
  if (found === null) return null;
  return dayAt(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
}

/** The number of a day by year, month (from 0) and day of the month. */
export function dayAt(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  const number = Math.floor(date.getTime() / MILLISECONDS);
  return Number.isFinite(number) ? number : null;
}

export const dateOf = (day: number): Date => new Date(day * MILLISECONDS);

const format = (options: Intl.DateTimeFormatOptions): ((day: number) => string) => {
  const formatter = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  return (day) => formatter.format(dateOf(day));
};

/** 3 May 2021 */
export const fullDay = format({ day: "numeric", month: "long", year: "numeric" });
/** 3 May */
export const shortDay = format({ day: "numeric", month: "short" });
/** 3 May 2021, short */
export const shortFullDay = format({ day: "numeric", month: "short", year: "numeric" });
/** May 2021, short */
export const shortMonth = format({ month: "short", year: "numeric" });
export const yearOnly = format({ year: "numeric" });

/** Monday is 0. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;
