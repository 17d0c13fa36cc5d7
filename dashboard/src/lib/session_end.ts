/**
 * Supabase Auth says by its own clock when a session ends, and supabase-js compares that with the device's: on a slow
 * one it would renew too late, on a fast one at every call. Without that moment it counts the session's length from now.
 */
export async function endsByDevice(response: Response): Promise<Response> {
  if (!response.ok || !new URL(response.url).pathname.endsWith("/auth/v1/token")) return response;
  const { expires_at: _moment, ...session } = await response.json();
  return Response.json(session, { status: response.status });
}
