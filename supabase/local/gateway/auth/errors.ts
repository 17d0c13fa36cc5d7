import { Refusal } from "../http.ts";

/** A refusal with GoTrue's body of 2024-01-01. */
export function authError(status: number, code: string, message: string): Refusal {
  return new Refusal(status, { code, message });
}
