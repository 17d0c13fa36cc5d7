/** How many promises were kept, and the codes of those that were not. */
export async function outcomes(attempts: Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const refused = settled.filter((one) => one.status === "rejected");
  const codes = new Set(refused.map(({ reason }) => (reason as Error).message));
  return { kept: settled.length - refused.length, codes: [...codes] };
}
