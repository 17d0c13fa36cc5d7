/** Goods of the demo shop as people wrote them down; `products.ts` turns them into what the shop saves. */

export interface Goods {
  title: string;
  subtitle: string;
  /** Names of Fluent emoji: the first is the product, the others keep it company. */
  emoji: [string, string, string];
  /** Hue of the pictures' ground, 0 to 360. */
  hue: number;
  /** One or two dimensions; the last one decides the price. */
  specs: [name: string, values: string[]][];
  /** Yuan per value of the last dimension. */
  yuan: number[];
  /** Yuan on top, per value of the first of two dimensions. */
  extra?: number[];
  /** Pieces of each SKU at the start. */
  stock: number;
  /** How gladly it is bought, 1 to 9. */
  appeal: number;
  /** What one weighs where the last dimension counts pieces. */
  piece_g?: number;
  purchase_limit?: number;
  distributable?: false;
  story: string;
  facts: string[];
}

/** A shelf of the shop. */
export interface Shelf {
  name: string;
  /** Fluent emoji of its icon. */
  emoji: string;
  hue: number;
  /** Sent chilled, by weight. */
  is_cold?: true;
  goods: Goods[];
}
