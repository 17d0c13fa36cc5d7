/**
 * Broadcasts from the database on private topics. The event's name is the message's `kind`.
 * A message carries kind, id and delta, never a total: the client adds or re-reads.
 */
export const member_topic = (member_id: string) => `member:${member_id}`;
export const shop_topic = (shop_id: string) => `shop:${shop_id}:live`;
