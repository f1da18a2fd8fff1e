import { maxAttempts, type NewsFilter, type Received, retryDelaysMs, type SetAside } from "../ports.ts";
import { fitsFilter } from "../subject.ts";

/** A consumer's place at a durable: gets one message at a time. */
interface Seat {
  readonly deliver: (message: Received) => void;
  busyWith: Received | undefined;
}

/** The queue of one durable name: messages in order, those to be tried again when their pause is over. */
export interface Durable {
  offer(message: Received): void;
  sit(deliver: (message: Received) => void): { settle(handled: boolean, error?: string): void; leave(): void };
}

export function createDurable(
  name: string,
  filter: NewsFilter,
  options: { readonly onSetAside: (aside: SetAside) => void },
): Durable {
  const waiting: Received[] = [];
  const seats = new Set<Seat>();

  const pump = () => {
    for (const seat of seats) {
      if (seat.busyWith !== undefined) continue;
      const next = waiting.shift();
      if (next === undefined) return;
      seat.busyWith = next;
      seat.deliver(next);
    }
  };

  const retry = (message: Received, error: unknown) => {
    if (message.attempt >= maxAttempts) {
      options.onSetAside({ durable: name, message, error });
      return;
    }
    const pause = retryDelaysMs[message.attempt - 1] ?? 0;
    setTimeout(() => {
      waiting.unshift({ ...message, attempt: message.attempt + 1 });
      pump();
    }, pause).unref();
  };

  return {
    offer(message) {
      if (filter.subject !== undefined && !fitsFilter(message.subject, filter.subject)) return;
      waiting.push(message);
      pump();
    },
    sit(deliver) {
      const seat: Seat = { deliver, busyWith: undefined };
      seats.add(seat);
      pump();
      return {
        settle(handled, error) {
          const message = seat.busyWith;
          seat.busyWith = undefined;
          if (message !== undefined && !handled) retry(message, error);
          pump();
        },
        leave() {
          seats.delete(seat);
          // Whoever leaves in the middle of a message gives it back, first in line.
          if (seat.busyWith !== undefined) waiting.unshift(seat.busyWith);
          pump();
        },
      };
    },
  };
}
