const minute = 60;
const hour = 60 * minute;

/** Seconds to wait after each failed send: pay and refund (WeChat Pay doc, notification contract). */
const pay_delays = [
  15,
  15,
  30,
  3 * minute,
  10 * minute,
  20 * minute,
  30 * minute,
  30 * minute,
  30 * minute,
  60 * minute,
  3 * hour,
  3 * hour,
  3 * hour,
  6 * hour,
  6 * hour,
];

/** The same for merchant transfers, a plan of its own. */
const transfer_delays = [
  ...Array<number>(10).fill(15),
  ...Array<number>(10).fill(300),
  ...Array<number>(44).fill(1800),
];

/** Seconds until the next send after `sent` sends; undefined: WeChat gives up. */
export function retryDelay(original_type: string, sent: number): number | undefined {
  return (original_type === "mch_payment" ? transfer_delays : pay_delays)[sent - 1];
}
