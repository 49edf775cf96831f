/**
 * The one script of all pages. Links lead from level to level without it; it adds Escape, which leads back up, and puts the focus
 * where one came from.
 */
export const pageScript = `
(()=>{
const levels=document.querySelector('.levels');
if(!levels)return;
const root=levels.querySelector('.level.root');
const current=()=>levels.querySelector('.level:target')||root;
let left=root.id;
addEventListener('keydown',(event)=>{
if(event.key!=='Escape'||event.defaultPrevented)return;
const above=current().dataset.above;
if(above)location.hash=above;
});
addEventListener('hashchange',()=>{
const level=current();
const visible=[...level.querySelectorAll('svg.map a')].filter((tile)=>tile.getClientRects().length>0);
const back=visible.find((tile)=>tile.getAttribute('href')==='#'+left);
(back||level.querySelector('.crumbs [tabindex]')||level).focus({preventScroll:true});
left=level.id;
});
})();
`.trim()
