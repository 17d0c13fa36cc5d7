/** The code of the demo shop; its pushes come to the address of it. */
export const demo_shop = "qingteng";
