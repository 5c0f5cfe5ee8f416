/** Time, passed in so that a transcript can be exact. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** IANA name of the person's time zone. */
  readonly timeZone: string;
}
