/** Whether a session was begun with a password, as its access token says (amr); by a mail's link it was not. */
export function hasPassword(access_token: string): boolean {
  try {
    const claims = access_token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    const { amr } = JSON.parse(atob(claims)) as { amr?: { method: string }[] };
    return amr?.some(({ method }) => method === "password") ?? false;
  } catch {
    return false;
  }
}
