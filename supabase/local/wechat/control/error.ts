/** A refusal of the control API. */
export class ControlError extends Error {
  constructor(readonly status: 400 | 404 | 409, message: string) {
    super(message);
  }
}
