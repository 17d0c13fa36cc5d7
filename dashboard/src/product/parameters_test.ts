import assert from "node:assert/strict";
import { draftOf } from "./draft.ts";
import { sentOf } from "./form.ts";
import { newParameter, parametersIn } from "./parameters.ts";
import { cup } from "./testing/cup.ts";

Deno.test("a table or a list that is pasted becomes parameters, and any other words stay words", () => {
  const pairs = (pasted: string) => parametersIn(pasted)?.map(({ name, value }) => [name, value]);
  assert.deepEqual(pairs("产地：杭州\n净含量\t250 g\n"), [["产地", "杭州"], ["净含量", "250 g"]]);
  assert.equal(pairs("杭州"), undefined);
  assert.equal(pairs("产地：杭州\n手炒"), undefined);
});

Deno.test("a parameter half filled or named twice is said where it stands, an empty one is none", () => {
  const draft = draftOf(cup);
  const added = [newParameter("", "玻璃"), newParameter("容量"), newParameter("产地", "龙泉")];
  const { problems } = sentOf({ ...draft, parameters: [...draft.parameters, ...added] });
  assert.deepEqual(Object.keys(problems), [
    ...["parameters.1.name", "parameters.2.value", "parameters.3.name"],
  ]);
  const { product } = sentOf({ ...draft, parameters: [newParameter(), newParameter("容", "1L")] });
  assert.deepEqual(product.parameters, [{ name: "容", value: "1L" }]);
});
