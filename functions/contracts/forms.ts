/** The forms of texts that are looked at where no zod is loaded; `values.ts` makes its schemas of them. */

/** A shop's public code. */
export const shop_code_form = /^[a-z0-9][a-z0-9-]{1,30}$/;
