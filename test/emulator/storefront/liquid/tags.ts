/**
 * The Liquid tags that Shopify has and LiquidJS has not, as far as an app block or a proxied page may use them. `stylesheet`
 * and `javascript` are refused, because Shopify refuses them in app blocks; any other unknown tag is LiquidJS's own error.
 */
import { Tag, type Context, type Emitter, type Liquid, type TagToken, type TopLevelToken } from "liquidjs";

export function addShopifyTags(liquid: Liquid): void {
  liquid.registerTag("schema", rawTag("endschema"));
  liquid.registerTag("doc", rawTag("enddoc"));
  liquid.registerTag(
    "style",
    rawTag("endstyle", (css) => `<style data-shopify>${css}</style>`),
  );
  for (const name of ["stylesheet", "javascript"]) liquid.registerTag(name, refusedTag(name));
}

/** A tag whose inside is not Liquid; `write` says what it leaves on the page, if anything. */
function rawTag(end: string, write: (inside: string) => string = () => "") {
  return class extends Tag {
    readonly inside: string;
    constructor(token: TagToken, remaining: TopLevelToken[], engine: Liquid) {
      super(token, remaining, engine);
      const parts: string[] = [];
      for (let next = remaining.shift(); ; next = remaining.shift()) {
        if (!next) throw new Error(`{% ${token.name} %} is not closed by {% ${end} %}`);
        if ((next as TagToken).name === end) break;
        parts.push(next.getText());
      }
      this.inside = parts.join("");
    }
    render(_scope: Context, emitter: Emitter): void {
      emitter.write(write(this.inside));
    }
  };
}

function refusedTag(name: string) {
  return class extends Tag {
    constructor(token: TagToken, remaining: TopLevelToken[], engine: Liquid) {
      super(token, remaining, engine);
      throw new Error(`{% ${name} %} is forbidden in app blocks: put the file in assets/ and name it in the schema`);
    }
    render(): void {}
  };
}
