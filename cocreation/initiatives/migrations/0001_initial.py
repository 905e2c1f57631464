import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cocreation.initiatives.checklist
import cocreation.initiatives.folding
import typology.catalogue
import typology.fit
import typology.placement


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('typology', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('sentence', models.CharField(blank=True, max_length=240)),
                ('description', models.TextField(blank=True, max_length=5000)),
                ('subject_field', models.CharField(blank=True, max_length=60)),
                ('kle', models.CharField(blank=True, max_length=60)),
                ('municipality_maturity', models.CharField(choices=[(typology.fit.Experience['UNKNOWN'], typology.fit.Experience['UNKNOWN']), (typology.fit.Experience['NEW'], typology.fit.Experience['NEW']), (typology.fit.Experience['EXPERIENCED'], typology.fit.Experience['EXPERIENCED'])], default=typology.fit.Experience['UNKNOWN'], max_length=12)),
                ('partner_maturity', models.CharField(choices=[(typology.fit.Experience['UNKNOWN'], typology.fit.Experience['UNKNOWN']), (typology.fit.Experience['NEW'], typology.fit.Experience['NEW']), (typology.fit.Experience['EXPERIENCED'], typology.fit.Experience['EXPERIENCED'])], default=typology.fit.Experience['UNKNOWN'], max_length=12)),
                ('outside_party', models.BooleanField(blank=True, null=True)),
                ('citizen_decision', models.BooleanField(blank=True, null=True)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('dialogue', 'In dialogue'), ('agreed', 'Agreed'), ('running', 'Under way'), ('paused', 'Paused'), ('done', 'Done')], default='draft', max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('case', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('folded_title', cocreation.initiatives.folding.FoldedField(sources=('title',))),
                ('folded_text', cocreation.initiatives.folding.FoldedField(sources=('title', 'sentence', 'description'))),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='authored', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='typology.edition')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiatives', to='people.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='initiatives', to='people.unit')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('actors', models.PositiveSmallIntegerField()),
                ('outcome', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('today', 'As it is today'), ('wish', 'As we wish it to be')], default='today', max_length=5)),
                ('method', models.CharField(choices=[(typology.placement.Method['QUICK'], typology.placement.Method['QUICK']), (typology.placement.Method['CAREFUL'], typology.placement.Method['CAREFUL']), (typology.placement.Method['MAP'], typology.placement.Method['MAP']), (typology.placement.Method['WORKSHOP'], typology.placement.Method['WORKSHOP']), (typology.placement.Method['IMPORT'], typology.placement.Method['IMPORT'])], max_length=10)),
                ('answers', models.JSONField(default=dict)),
                ('phase', models.CharField(blank=True, max_length=60)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('assessed_on', models.DateField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assessments', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='typology.edition')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='initiatives.initiative')),
            ],
            options={
                'ordering': ['assessed_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NamedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_people', to='initiatives.initiative')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_on', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('citizens', 'Citizens'), ('association', 'Association'), ('company', 'Company'), ('public', 'Public body'), ('other', 'Other')], default='association', max_length=12)),
                ('gives', models.CharField(blank=True, max_length=240)),
                ('why', models.CharField(blank=True, max_length=240)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='initiatives.initiative')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RankedAmbition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ambition', models.CharField(choices=[(typology.catalogue.Ambition['ECONOMY'], typology.catalogue.Ambition['ECONOMY']), (typology.catalogue.Ambition['QUALITY'], typology.catalogue.Ambition['QUALITY']), (typology.catalogue.Ambition['DEMOCRACY'], typology.catalogue.Ambition['DEMOCRACY'])], max_length=10)),
                ('rank', models.PositiveSmallIntegerField()),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ambitions', to='initiatives.initiative')),
            ],
            options={
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='RoleHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[(typology.catalogue.Role['LEADER'], typology.catalogue.Role['LEADER']), (typology.catalogue.Role['EMPLOYEE'], typology.catalogue.Role['EMPLOYEE']), (typology.catalogue.Role['POLITICIAN'], typology.catalogue.Role['POLITICIAN']), (typology.catalogue.Role['CITIZEN'], typology.catalogue.Role['CITIZEN']), (typology.catalogue.Role['ASSOCIATION'], typology.catalogue.Role['ASSOCIATION']), (typology.catalogue.Role['COMPANY'], typology.catalogue.Role['COMPANY']), (typology.catalogue.Role['FACILITATOR'], typology.catalogue.Role['FACILITATOR'])], max_length=12)),
                ('holder', models.CharField(max_length=120)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_holders', to='initiatives.initiative')),
            ],
        ),
        migrations.CreateModel(
            name='Tick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[(cocreation.initiatives.checklist.State['NOT_LOOKED_AT'], cocreation.initiatives.checklist.State['NOT_LOOKED_AT']), (cocreation.initiatives.checklist.State['MISSING'], cocreation.initiatives.checklist.State['MISSING']), (cocreation.initiatives.checklist.State['ON_THE_WAY'], cocreation.initiatives.checklist.State['ON_THE_WAY']), (cocreation.initiatives.checklist.State['IN_PLACE'], cocreation.initiatives.checklist.State['IN_PLACE']), (cocreation.initiatives.checklist.State['NOT_RELEVANT'], cocreation.initiatives.checklist.State['NOT_RELEVANT'])], default=cocreation.initiatives.checklist.State['NOT_LOOKED_AT'], max_length=14)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('responsible', models.CharField(blank=True, max_length=120)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='initiatives.initiative')),
            ],
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(models.F('organisation'), models.F('status'), name='initiative_of_organisation'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'dialogue', 'agreed', 'running', 'paused', 'done'])), name='status_known'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='title_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('municipality_maturity__in', [typology.fit.Experience['UNKNOWN'], typology.fit.Experience['NEW'], typology.fit.Experience['EXPERIENCED']]), ('partner_maturity__in', [typology.fit.Experience['UNKNOWN'], typology.fit.Experience['NEW'], typology.fit.Experience['EXPERIENCED']])), name='maturities_known'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='period_ends_after_it_starts'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(models.F('initiative'), models.F('assessed_on'), name='assessments_in_order'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('actors__gte', 0), ('actors__lte', 100)), name='actors_in_range'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__gte', 0), ('outcome__lte', 100)), name='outcome_in_range'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['today', 'wish'])), name='kind_known'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', [typology.placement.Method['QUICK'], typology.placement.Method['CAREFUL'], typology.placement.Method['MAP'], typology.placement.Method['WORKSHOP'], typology.placement.Method['IMPORT']])), name='method_known'),
        ),
        migrations.AddConstraint(
            model_name='namedperson',
            constraint=models.UniqueConstraint(models.F('initiative'), models.F('user'), name='person_named_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='partner_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['citizens', 'association', 'company', 'public', 'other'])), name='partner_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='rankedambition',
            constraint=models.UniqueConstraint(models.F('initiative'), models.F('ambition'), name='ambition_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedambition',
            constraint=models.UniqueConstraint(models.F('initiative'), models.F('rank'), name='ambition_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedambition',
            constraint=models.CheckConstraint(condition=models.Q(('ambition__in', [typology.catalogue.Ambition['ECONOMY'], typology.catalogue.Ambition['QUALITY'], typology.catalogue.Ambition['DEMOCRACY']])), name='ambition_known'),
        ),
        migrations.AddConstraint(
            model_name='roleholder',
            constraint=models.UniqueConstraint(models.F('initiative'), models.F('role'), name='role_held_once'),
        ),
        migrations.AddConstraint(
            model_name='roleholder',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', [typology.catalogue.Role['LEADER'], typology.catalogue.Role['EMPLOYEE'], typology.catalogue.Role['POLITICIAN'], typology.catalogue.Role['CITIZEN'], typology.catalogue.Role['ASSOCIATION'], typology.catalogue.Role['COMPANY'], typology.catalogue.Role['FACILITATOR']])), name='role_known'),
        ),
        migrations.AddConstraint(
            model_name='tick',
            constraint=models.UniqueConstraint(models.F('initiative'), models.F('item'), name='tick_once'),
        ),
        migrations.AddConstraint(
            model_name='tick',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [cocreation.initiatives.checklist.State['NOT_LOOKED_AT'], cocreation.initiatives.checklist.State['MISSING'], cocreation.initiatives.checklist.State['ON_THE_WAY'], cocreation.initiatives.checklist.State['IN_PLACE'], cocreation.initiatives.checklist.State['NOT_RELEVANT']])), name='state_known'),
        ),
    ]
